package org.scangate.scanner;

import java.util.Set;

/** What an engine may say clean to although it has not looked. */
public enum Weakness {
  /** Its limit is less than what is configured. */
  LIMIT("large files"),
  /** Then nothing shows how much of a file it scans, and nothing that it says counts. */
  NO_ARCHIVES("archives"),
  ZIP("a virus in a zip"),
  PDF("a virus in a PDF"),
  OLE2("a virus in an Office document of the old format"),
  HTML("a virus in HTML"),
  MAIL("a virus in a mail"),
  /** Of the largest size that it is proven to scan. */
  LARGE_HTML("a virus in large HTML"),
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

  /**
   * Weaknesses by which its sample is not found either: ClamAV reads what is embedded in HTML as if
   * it were a mail.
   */
  public Set<Weakness> shownOnlyWithout() {
    return switch (this) {
      case HTML -> Set.of(MAIL);
      case LARGE_HTML -> Set.of(MAIL, HTML);
      default -> Set.of();
    };
  }

  /** Whether it is about a type of files, none of which it should leave out. */
  public boolean isType() {
    return this == ZIP || this == PDF;
  }
}
