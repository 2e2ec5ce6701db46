package org.scangate.scanner.command;

import org.scangate.scanner.proof.ProvenScanner;

/** Makes scanners of command lines. */
public final class Command {

  private Command() {}

  /**
   * A scanner that is being proven from now on; the caller closes it, and bounds the scans at once
   * by {@link CommandSettings#processes()}. A probe of the scanner itself may come beside them.
   */
  public static ProvenScanner of(CommandSettings settings) {
    // Patience is that of a scan: a program that loads its signatures anew takes long for any file.
    return new ProvenScanner(
        new ProvenScanner.Settings(
            settings.name(),
            settings.maxFileSize(),
            settings.scanTimeout(),
            settings.scanTimeout()),
        new CommandClient(settings));
  }
}
