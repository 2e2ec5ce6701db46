package org.scangate.console;

import java.io.IOException;
import java.io.OutputStream;
import org.scangate.journal.ScanRecord;

/** All that was found, which must be {@linkplain #write written}, once. */
public final class ExportFile {

  private final String name;
  private final String type;
  private final JournalExport<ScanRecord> content;

  ExportFile(String name, String type, JournalExport<ScanRecord> content) {
    this.name = name;
    this.type = type;
    this.content = content;
  }

  /** Of the file. */
  public String name() {
    return name;
  }

  /** As {@code Content-Type}. */
  public String type() {
    return type;
  }

  public void write(OutputStream output) throws IOException {
    content.write(output);
  }
}
