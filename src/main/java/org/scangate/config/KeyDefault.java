package org.scangate.config;

import java.util.Optional;

/**
 * What counts where a key is not set.
 *
 * @param value as an administrator would write it; empty: nothing that can be written down
 * @param shown in the reference page
 */
record KeyDefault(Optional<String> value, String shown) {

  static KeyDefault is(String value) {
    return new KeyDefault(Optional.of(value), "`" + value + "`");
  }

  /** Found out when it is needed. */
  static KeyDefault said(String how) {
    return new KeyDefault(Optional.empty(), how);
  }

  static KeyDefault none() {
    return said("–");
  }
}
