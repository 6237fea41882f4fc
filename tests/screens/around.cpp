#include "tests/screens/around.h"

namespace ziping::tests {

base::Error offline() {
  return {base::ErrorKind::Unavailable, "offline", "连不上服务器。没有送出的内容仍在本机。",
          "Could not establish connection"};
}

base::Json listed(const std::vector<client::KeptFile>& files) {
  base::Json out{base::Json::Array{}};
  for (const client::KeptFile& one : files) out.push(one.attachment.json());
  return out;
}

client::FolderSeen folder_to_choose_from() {
  return {{"/媒体/移动盘/自评材料",
           "/媒体/移动盘",
           {{"上报底稿", true, 0},
            {"照片", true, 0},
            {"2022年度部门决算报表（盖章）.pdf", false, 3'412'000},
            {"会议录音.mp3", false, 31'000'000},
            {"定稿.txt", false, 61'000},
            {"绩效指标评分依据汇总.xlsx", false, 88'300},
            {"验收单.pdf", false, 204'800}},
           false},
          {}};
}

client::Picture landscape(int width, int height) {
  client::Picture out{width, height, {}};
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      const bool hill = y > height / 2 + (x - width / 2) * (x - width / 2) / (2 * width);
      const auto shade = static_cast<std::uint8_t>(y * 96 / height);
      const std::uint8_t red = hill ? 70 : static_cast<std::uint8_t>(120 + shade), green = hill ? 130 : 180,
                         blue = hill ? 60 : 230;
      out.rgba.insert(out.rgba.end(), {red, green, blue, 0xFF});
    }
  return out;
}

}  // namespace ziping::tests
