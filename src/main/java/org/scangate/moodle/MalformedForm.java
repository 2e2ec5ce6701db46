package org.scangate.moodle;

import java.io.IOException;

/** What was posted is no form of ours, or can be read in two ways; the sender must mend it. */
final class MalformedForm extends IOException {

  private static final long serialVersionUID = 1;

  MalformedForm(String message) {
    super(message);
  }

  MalformedForm(String message, IOException cause) {
    super(message, cause);
  }
}
