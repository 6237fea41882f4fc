#include "client/app/update.h"
