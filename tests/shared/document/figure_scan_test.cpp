#include "shared/document/figure_scan.h"

#include <catch2/catch_test_macros.hpp>

using namespace ziping::document;

namespace {

std::vector<std::string> scan(std::string_view text) {
  std::vector<std::string> out;
  for (const ScannedFigure& figure : figures_in(text))
    out.push_back(figure.label + "|" + figure.value + "|" + figure.unit + "|" + figure.qualifier + "|" + figure.period);
  return out;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a figure has the words before it as its label") {
  CHECK(scan("划拨财政资金8412.6万元，实施协作项目54个。") ==
        Texts{"划拨财政资金|8412.6|万元||", "实施协作项目|54|个||"});
}

TEST_CASE("words behind a figure name it where those before it are too few") {
  CHECK(scan("选派党政干部、26名教师。")[0] == "教师|26|名||");
}

TEST_CASE("qualifiers are found on either side, and between number and measure word") {
  CHECK(scan("签约项目超 480 个") == Texts{"签约项目|480|个|超|"});
  CHECK(scan("受益村民约5300人") == Texts{"受益村民|5300|人|约|"});
  CHECK(scan("社会帮扶资金1286.7万余元") == Texts{"社会帮扶资金|1286.7|万元|余|"});
  CHECK(scan("紧急筹措物资 240 多万元") == Texts{"紧急筹措物资|240|万元|多|"});
  CHECK(scan("上解统筹资金2亿余元") == Texts{"上解统筹资金|2|亿元|余|"});
}

TEST_CASE("words that end like a qualifier are none") {
  CHECK(scan("全年节约35.61万元") == Texts{"全年节约|35.61|万元||"});
  CHECK(scan("招商签约185个项目")[0].ends_with("|185|个||"));
  CHECK(scan("隐患不超过10个")[0].ends_with("|10|个||"));
  CHECK(scan("最近3次检查")[0].ends_with("|3|次||"));
  CHECK(scan("受益村民大约5300人")[0].ends_with("|5300|人|约|"));
}

TEST_CASE("a period of months goes with the figures of its sentence") {
  CHECK(scan("1-11月各单位完成采购2874.15万元。全年销售6.93亿元。") ==
        Texts{"各单位完成采购|2874.15|万元||1-11月", "全年销售|6.93|亿元||"});
}

TEST_CASE("years, names and thresholds are no figures") {
  CHECK(scan("2022年通过“726平台”").empty());
  CHECK(scan("明确2022-2025年方向").empty());
  CHECK(scan("2019-2021级学员").empty());
  CHECK(scan("高考580分以上").empty());
}

TEST_CASE("full-width digits and separators are read") {
  CHECK(scan("预算合计１８，３６２．５７万元") == Texts{"预算合计|18362.57|万元||"});
}

TEST_CASE("odd numbers are passed over or read as far as they go") {
  CHECK(scan("编号99999999999999999999999999999999个").empty());
  CHECK(scan("A4个").empty());
  CHECK(scan("5").empty());
  CHECK(scan("").empty());
}
