package org.scangate.container;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Whether an Office document in an OLE2 file needs a password: an encrypted OOXML document
 * ([MS-OFFCRYPTO] 2.3.4), a Word, Excel or PowerPoint document of the old formats. One that Excel
 * opens without asking, by its built-in password, does not ({@link Ole2DefaultPassword}).
 *
 * <p>Documents that are embedded in another count too: the engine cannot look into them.
 */
final class Ole2Encryption {

  private static final int MAX_ENCRYPTION_INFO = 1 << 16;
  private static final int MAX_WORKBOOK = 1 << 13;

  private static final Optional<String> OFFICE = Optional.of("an Office document with a password");
  private static final Optional<String> RIGHTS =
      Optional.of("an Office document with rights management");
  private static final Optional<String> WORD = Optional.of("a Word document with a password");
  private static final Optional<String> EXCEL = Optional.of("an Excel workbook with a password");
  private static final Optional<String> POWERPOINT =
      Optional.of("a PowerPoint presentation with a password");

  private Ole2Encryption() {}

  static Optional<String> of(PagedBytes file) throws IOException, BrokenFileException {
    if (!Ole2File.is(file)) {
      return Optional.empty();
    }
    Ole2File ole2 = Ole2File.open(file);
    List<Ole2File.Entry> packages = ole2.streams("EncryptedPackage");
    if (!packages.isEmpty() && !opens(ole2, packages.size())) {
      return OFFICE;
    }
    if (!ole2.streams("\tDRMContent").isEmpty()) {
      return RIGHTS;
    }
    for (Ole2File.Entry stream : ole2.streams("WordDocument")) {
      if (isEncryptedWord(ole2.read(stream, 12))) {
        return WORD;
      }
    }
    for (Ole2File.Entry stream : ole2.streams("Workbook", "Book")) {
      if (isEncryptedExcel(ole2.read(stream, MAX_WORKBOOK))) {
        return EXCEL;
      }
    }
    for (Ole2File.Entry stream : ole2.streams("Current User")) {
      if (isEncryptedPowerPoint(ole2.read(stream, 16))) {
        return POWERPOINT;
      }
    }
    return Optional.empty();
  }

  /** One is verified, since that takes its time; documents with several of them are rare. */
  private static boolean opens(Ole2File ole2, int packages) throws IOException {
    List<Ole2File.Entry> infos = ole2.streams("EncryptionInfo");
    return packages == 1
        && infos.size() == 1
        && Ole2DefaultPassword.opensPackage(ole2.read(infos.get(0), MAX_ENCRYPTION_INFO));
  }

  /** By a flag in the file information block ([MS-DOC] 2.5.2); Word 6 and 95 have it there too. */
  private static boolean isEncryptedWord(byte[] fib) {
    return fib.length == 12
        && (fib[1] & 0xff) == 0xa5
        && ((fib[0] & 0xff) == 0xec || (fib[0] & 0xff) == 0xdc)
        && (fib[11] & 1) != 0;
  }

  /** By a FilePass record before anything that would be encrypted ([MS-XLS] 2.4.117). */
  private static boolean isEncryptedExcel(byte[] workbook) {
    int record = 0;
    while (record + 4 <= workbook.length) {
      int type = little(workbook, record);
      int size = little(workbook, record + 2);
      if (type == 0x2f) {
        int from = record + 4;
        int to = Math.min(workbook.length, from + size);
        return !Ole2DefaultPassword.opensWorkbook(Arrays.copyOfRange(workbook, from, to));
      }
      record += 4 + size;
    }
    return false;
  }

  /** By the token of CurrentUserAtom ([MS-PPT] 2.3.2). */
  private static boolean isEncryptedPowerPoint(byte[] user) {
    return user.length == 16
        && little(user, 2) == 0x0ff6
        && little(user, 12) == 0xc4df
        && little(user, 14) == 0xf3d1;
  }

  private static int little(byte[] bytes, int at) {
    return (bytes[at] & 0xff) | ((bytes[at + 1] & 0xff) << 8);
  }
}
