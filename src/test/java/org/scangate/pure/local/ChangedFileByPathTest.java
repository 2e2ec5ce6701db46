package org.scangate.pure.local;

/** The same where the system cannot hold folders open. */
class ChangedFileByPathTest extends ChangedFileTest {

  @Override
  boolean byPath() {
    return true;
  }
}
