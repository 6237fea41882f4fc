// What the settings page asks for: how the window looks and speaks, the copies, the folder of the data. Pure.
//
// Promise    What is set is in the model at once, and ordered to be kept for the next start.
#pragma once

#include "client/app/update.h"

namespace ziping::app {

void set(Model& model, Orders& orders, const SetScale& command);
void set(Model& model, Orders& orders, const SetAppearance& command);
void set(Model& model, Orders& orders, const SetLanguage& command);
void set(Model& model, Orders& orders, const SetContrast& command);
void set(Model& model, Orders& orders, const SetFont& command);
void set(Model& model, Orders& orders, const FontRefused& command);  // the one before is set again
void set(Model& model, Orders& orders, const SetPanes& command);
void set(Model& model, Orders& orders, const SetAutoSync& command);
void set(Model& model, Orders& orders, const SetAskFirst& command);
void set(Model& model, Orders& orders, const BackUp& command);
void set(Model& model, Orders& orders, const RelocateData& command);

}  // namespace ziping::app
