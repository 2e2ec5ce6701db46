package org.scangate.scanner;

/** What an engine may say clean to although it has not looked. */
public enum Weakness {
  /** Its limit is less than what is configured. */
  LIMIT("large files"),
  /** Then nothing shows how much of a file it scans, and nothing that it says counts. */
  NO_ARCHIVES("archives"),
  ZIP("a virus in a zip"),
  PDF("a virus in a PDF"),
  END_OF_ARCHIVES("archives that it does not read to their end"),
  BEYOND_LIMITS("what is beyond its limits"),
  ENCRYPTED("encrypted archives");

  private final String what;

  Weakness(String what) {
    this.what = what;
  }

  /** As in "says OK to …". */
  public String what() {
    return what;
  }

  /** Whether it is about a type of files, none of which it should leave out. */
  public boolean isType() {
    return this == ZIP || this == PDF;
  }
}
