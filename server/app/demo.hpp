#pragma once

#include "app/assembly.hpp"
#include "app/config.hpp"

namespace anlan::app {

/// Plays the July 2021 exercise into the running server: the same commands that people would send, through the same
/// dispatcher, so that a newcomer sees a living dashboard. Everything it files carries the exercise flag.
///
/// Its command ids follow from when it was first started (kept in the data directory), so a restart in the middle
/// resumes where it was and files nothing twice.
void play_exercise(const Config& config, Assembly& assembly);

}  // namespace anlan::app
