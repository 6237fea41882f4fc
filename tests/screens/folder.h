// A folder that somebody chooses a file from, and a picture that somebody looks at.
#pragma once

#include "client/work/news.h"

namespace ziping::tests {

client::FolderSeen folder_to_choose_from();
client::Picture landscape(int width, int height);  // a hill before a sky

}  // namespace ziping::tests
