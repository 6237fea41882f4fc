// The administration of a data folder that is not being served.
#pragma once

#include "server/options.h"

namespace ziping::server {

int init(const Options& options);
int add_department(const Options& options);
int add_team(const Options& options);
// The password comes from ZIPING_PASSWORD; without it a one-time code is made and shown.
int add_user(const Options& options);
int new_code(const Options& options);
int list_users(const Options& options);
int disable_user(const Options& options);
int list_devices(const Options& options);
int revoke_device(const Options& options);
int add_form(const Options& options);
int list_forms(const Options& options);
int list_all_reports(const Options& options);
int verify_folder(const Options& options);
int rebuild_folder(const Options& options);
int copy_folder(const Options& options);  // backup and restore: options.folder to options.other

}  // namespace ziping::server
