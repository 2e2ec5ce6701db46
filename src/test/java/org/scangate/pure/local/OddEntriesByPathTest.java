package org.scangate.pure.local;

/** The same where the system cannot hold folders open. */
class OddEntriesByPathTest extends OddEntriesTest {

  @Override
  boolean byPath() {
    return true;
  }
}
