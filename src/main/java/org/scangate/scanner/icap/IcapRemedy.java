package org.scangate.scanner.icap;

import org.scangate.scan.DataSize;
import org.scangate.scanner.Weakness;

/** What an administrator does about a weakness: in c-icap by name, elsewhere in general. */
final class IcapRemedy {

  private static final String TYPES =
      "virus_scan.ScanFileTypes TEXT DATA EXECUTABLE ARCHIVE GIF JPEG MSOFFICE GRAPHICS STREAM DOCUMENT";

  private IcapRemedy() {}

  /** {@link org.scangate.scanner.EngineClient#remedy}. */
  static String remedy(Weakness weakness, DataSize limit) {
    return switch (weakness) {
      case LIMIT ->
          "raise its limit (c-icap: virus_scan.MaxObjectSize, and have the service answer only after its scan,"
              + " with allow204=on&sizelimit=off&mode=simple in its ServiceAlias) and its engine's (clamd:"
              + " StreamMaxLength, MaxFileSize and MaxScanSize)";
      case NO_ARCHIVES, ZIP ->
          "let it scan archives (c-icap: " + TYPES + "; clamd: ScanArchive yes)";
      case PDF -> "let it scan files of all types (c-icap: " + TYPES + "; clamd: ScanPDF yes)";
      case OLE2, HTML, MAIL, LARGE_HTML -> "let it scan files of all types and sizes";
      case END_OF_ARCHIVES ->
          "let its engine scan more than "
              + limit
              + " of one archive (clamd: MaxScanSize, four times MaxFileSize or more)";
      case BEYOND_LIMITS ->
          "let it block what exceeds its engine's limits (clamd: AlertExceedsMax yes)";
      case ENCRYPTED -> "let it block encrypted archives (clamd: AlertEncrypted yes)";
    };
  }
}
