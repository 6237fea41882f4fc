// The sentences of a paragraph, its 一是…二是… runs, and the work team that a sentence is about.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ziping::document {

// Each with the 。！？ that ends it and the quotation marks and brackets that close behind; together they are the text.
std::vector<std::string_view> sentences(std::string_view text);

struct Runs {
  std::string_view before;              // what stands before 一是
  std::vector<std::string_view> items;  // without their 一是; empty when the text has no run
};
// Follows the numbers: after 一是 only 二是 begins the next item, and only behind the end of a sentence.
Runs runs_of(std::string_view text);

// "柳鸣镇工作队" for "柳鸣镇工作队实施…" and "协调梓岗工作队会同…"; empty when the sentence begins with no team's name.
std::string_view team_named(std::string_view sentence);

// Whether the text's first sentence names this team already, so that a title before it would say it twice.
bool names_its_team(std::string_view text, std::string_view title);

}  // namespace ziping::document
