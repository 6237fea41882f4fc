// The administrator's commands: on a data folder, or over HTTP on one that is being served.
//
// Over HTTP they carry the token in ZIPING_TOKEN, which enrol() gives to an administrator.
#pragma once

#include "server/options.h"

namespace ziping::server {

int init(const Options& options);
int enrol(const Options& options);  // the password or one-time code from ZIPING_PASSWORD; prints the token
int add_department(const Options& options);
int add_team(const Options& options);
int set_deadline(const Options& options);
// The password comes from ZIPING_PASSWORD; without it a one-time code is made and shown.
int add_user(const Options& options);
int new_code(const Options& options);
int list_users(const Options& options);
int disable_user(const Options& options);
int list_devices(const Options& options);
int approve_device(const Options& options);
int revoke_device(const Options& options);
int add_form(const Options& options);
int list_forms(const Options& options);
int list_all_reports(const Options& options);
int list_quarantine(const Options& options);
int show_quarantined(const Options& options);
int verify_all(const Options& options);
int rebuild_caches(const Options& options);
int back_up(const Options& options);        // options.place to options.other
int make_bundle(const Options& options);    // options.other for the user options.name
int verify_bundle(const Options& options);  // the passphrase, where one is needed, from ZIPING_BUNDLE_PASSPHRASE
int apply_bundle(const Options& options);
int restore(const Options& options);  // likewise; never over HTTP

}  // namespace ziping::server
