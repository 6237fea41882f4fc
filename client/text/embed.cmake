# cmake -DSTRINGS=assets/strings -DFROM=files.cpp.in -DTO=files.cpp -P embed.cmake
file(READ ${STRINGS}/zh-CN.json CHINESE)
file(READ ${STRINGS}/en.json ENGLISH)
file(READ ${STRINGS}/said.en.json SAID)
configure_file(${FROM} ${TO} @ONLY)
