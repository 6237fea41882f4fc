// What the world around a desk says in the pictures: a folder to choose from, a picture to look at, no connection.
#pragma once

#include "client/work/news.h"

namespace ziping::tests {

client::FolderSeen folder_to_choose_from();
base::Json listed(const std::vector<client::KeptFile>& files);  // as a field of files holds them
base::Error offline();
client::Picture landscape(int width, int height);  // a hill before a sky

}  // namespace ziping::tests
