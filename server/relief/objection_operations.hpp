#pragma once

#include "access/throttle.hpp"
#include "journal/journal.hpp"
#include "relief/gate_operations.hpp"
#include "store/reader_pool.hpp"
#include "store/writer.hpp"

namespace anlan::relief {

/// What objections stand on. All outlive the registry.
struct ObjectionParts {
  GateParts gate;
  store::Writer& writer;
  store::ReaderPool& readers;
  journal::Journal& journal;
  access::ThrottleLimits limits = {};
  access::UptimeClock clock = access::uptime;
};

/// objection.look, objection.file and objection.answer for whoever stands before the notice and has no account;
/// gate.notice, objection.list and objection.read for those who have one.
void declare_objections(api::Registry& registry, const ObjectionParts& parts);

/// Its part for people with an account. Objections go to the township and above, never to the village or to who enters
/// its list.
void declare_objection_queries(api::Registry& registry, const GateParts& parts);

}  // namespace anlan::relief
