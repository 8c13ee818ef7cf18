#pragma once

#include "access/changes.hpp"
#include "access/sign_in.hpp"
#include "api/registry.hpp"

namespace anlan::access {

struct AccessOptions {
  bool secure_cookie = false;         ///< the server speaks TLS: cookies never leave it
  DivisionKnown division_known = {};  ///< refuses accounts for divisions that do not exist; thread-safe
};

/// Declares session.* and account.* and the topic `account`. `sign_in` and what `parts` names outlive the registry.
void declare_operations(api::Registry& registry, const AccessParts& parts, SignIn& sign_in,
                        const AccessOptions& options);

/// session.open, session.current, session.close, session.change_password
void declare_session_operations(api::Registry& registry, const journal::Journal& journal, SignIn& sign_in,
                                bool secure_cookie);

/// account.*
void declare_account_operations(api::Registry& registry, const AccessParts& parts, const DivisionKnown& known);

/// The shape of an Account on the wire.
[[nodiscard]] api::Shape account_shape();

}  // namespace anlan::access
