// What shared/ and the server say to a person, in the language that is spoken. They speak Chinese and know no window;
// assets/strings/said.en.json has their sentences in English, each under its Chinese, with {0}, {1} … in the place of
// what is filled in: "没有用户“{0}”。" is "There is no user “{0}”.". The sentences of the window itself are known as
// well: some were kept while Chinese was spoken.
//
// Promise    A sentence that the file lacks is given back as it is: what a form says, what a person wrote, what is in
//            English already, what a newer server says. Nothing is lost.
// Threads    Any thread.
// Limits     Sentences of kSaidBytesMax and more are given back as they are. Each thread remembers the last 512, which
//            then cost a copy. In Chinese nothing is looked up.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ziping::text {

inline constexpr std::size_t kSaidBytesMax = 4096;

// What stands in a place is said likewise: "“{0}”里存的内容不能用：{1}" holds a whole sentence. Of several that fit,
// the one with the most words of its own is meant.
[[nodiscard]] std::string said(std::string_view sentence);

}  // namespace ziping::text
