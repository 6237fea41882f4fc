# cmake -DASSETS=assets -DFROM=sample_files.cpp.in -DTO=sample_files.cpp -P embed_sample.cmake
file(READ ${ASSETS}/forms/department-2022.json FORM)
file(READ ${ASSETS}/samples/report-2022.txt TEXT)
configure_file(${FROM} ${TO} @ONLY)
