package org.scangate.scanner.command;

import org.scangate.scan.DataSize;
import org.scangate.scanner.Weakness;

/** What to change where a command says clean to what it did not look at. */
final class CommandRemedy {

  private CommandRemedy() {}

  static String of(CommandSettings settings, Weakness weakness, DataSize limit) {
    return switch (settings.programName()) {
      case "clamscan" -> clamscan(settings, weakness, limit);
      case "clamdscan" -> clamdscan(settings, weakness, limit);
      default -> any(settings, weakness);
    };
  }

  private static String clamscan(CommandSettings settings, Weakness weakness, DataSize limit) {
    DataSize wanted = settings.maxFileSize();
    return switch (weakness) {
      case LIMIT ->
          "Add --max-filesize=%s --max-scansize=%s to %s"
              .formatted(wanted, four(wanted), key(settings));
      case NO_ARCHIVES, ZIP -> "take --scan-archive=no out of " + key(settings);
      case PDF -> "take --scan-pdf=no out of " + key(settings);
      case OLE2, HTML, MAIL, LARGE_HTML ->
          "take what keeps it from looking into documents out of " + key(settings);
      case END_OF_ARCHIVES -> "add --max-scansize=%s to %s".formatted(four(limit), key(settings));
      case BEYOND_LIMITS -> "add --alert-exceeds-max=yes to " + key(settings);
      case ENCRYPTED -> "add --alert-encrypted=yes to " + key(settings);
    };
  }

  private static String clamdscan(CommandSettings settings, Weakness weakness, DataSize limit) {
    DataSize wanted = settings.maxFileSize();
    return switch (weakness) {
      case LIMIT ->
          "Set StreamMaxLength %1$s, MaxFileSize %1$s and MaxScanSize %2$s in its clamd.conf and restart clamd"
              .formatted(wanted, four(wanted));
      case NO_ARCHIVES, ZIP -> clamd("ScanArchive yes");
      case PDF -> clamd("ScanPDF yes");
      case OLE2 -> clamd("ScanOLE2 yes");
      case HTML -> clamd("ScanHTML yes");
      case MAIL -> clamd("ScanMail yes");
      case LARGE_HTML -> clamd("MaxHTMLNormalize " + limit);
      case END_OF_ARCHIVES -> clamd("MaxScanSize " + four(limit));
      case BEYOND_LIMITS -> clamd("AlertExceedsMax yes");
      case ENCRYPTED -> clamd("AlertEncrypted yes");
    };
  }

  private static String clamd(String line) {
    return "set " + line + " in its clamd.conf and restart clamd";
  }

  private static String any(CommandSettings settings, Weakness weakness) {
    return switch (weakness) {
      case LIMIT -> "Raise the largest file size in its options or configuration";
      case NO_ARCHIVES, ZIP -> "let it look into archives, by an option in " + key(settings);
      case PDF -> "let it look into PDF documents, by an option in " + key(settings);
      case OLE2, HTML, MAIL, LARGE_HTML ->
          "let it look into documents, by an option in " + key(settings);
      case END_OF_ARCHIVES -> "raise its limits for archives";
      case BEYOND_LIMITS -> "let it end with another exit code when it stops at one of its limits";
      case ENCRYPTED -> "let it end with another exit code when it cannot look inside";
    };
  }

  private static String key(CommandSettings settings) {
    return "scangate." + settings.name() + ".line";
  }

  private static DataSize four(DataSize size) {
    return new DataSize(size.bytes() * 4);
  }
}
