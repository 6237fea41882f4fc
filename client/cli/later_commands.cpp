// What the command line promises and a later version will do: known by its words, refused with "not-yet".
#include "client/cli/command.h"

namespace ziping::client {

Commands later_commands() {
  const Parameter id{"ID", &Arguments::a, Need::Required, "意见编号"};
  const Parameter text{"TEXT", &Arguments::value, Need::Required, "意见或答复"};
  return {{"remark add",
           "添加意见",
           NotYet{},
           {kReport,
            {"--version", &Arguments::version, Need::Required, "报送版本"},
            {"--at", &Arguments::path, Need::Required, "字段"},
            {"--quote", &Arguments::from, Need::Optional, "引用的原文"},
            text}},
          {"remark answer", "答复意见", NotYet{}, {id, text}},
          {"remark close", "关闭意见", NotYet{}, {id}},
          {"remark list", "列出意见", NotYet{}, {kReport}}};
}

}  // namespace ziping::client
