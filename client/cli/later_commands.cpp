// What the command line promises and a later version will do: known by its words, refused with "not-yet".
#include "client/cli/command.h"

namespace ziping::client {

Commands later_commands() {
  const Parameter file{"FILE", &Arguments::file, Need::Required, "文件"};
  const Parameter reports{"REPORT", &Arguments::reports, Need::Optional, "报告；不写就是全部"};
  return {{"bundle make", "制作数据包", NotYet{}, {file, reports}},
          {"bundle verify", "核对数据包", NotYet{}, {file}},
          {"bundle apply", "收取数据包", NotYet{}, {file}}};
}

}  // namespace ziping::client
