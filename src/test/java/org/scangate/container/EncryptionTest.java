package org.scangate.container;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files need a password. */
class EncryptionTest {

  private static final Optional<String> NOTHING = Optional.empty();
  private static final Optional<String> PDF = Optional.of("a PDF with a user password");

  static Stream<String> samples() {
    return EncryptionSamples.all().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void whatNeedsAPasswordIsTold(String name) throws IOException {
    EncryptionSamples.Sample sample = EncryptionSamples.all().get(name);
    assertEquals(sample.told, told(sample.bytes));
  }

  @Test
  void theSamplesAreAllThere() {
    assertEquals(59, EncryptionSamples.all().size());
  }

  @Test
  void aPdfIsFoundBehindOtherBytesAndBeforeThem() throws IOException {
    byte[] user = EncryptionSamples.bytes("pdf-256-user-xrefstream.pdf");
    byte[] owner = EncryptionSamples.bytes("pdf-256-owner-xrefstream.pdf");
    byte[] before = "HTTP/1.1 200 OK\n\n".getBytes(ISO_8859_1);
    byte[] after = new byte[60_000];
    assertEquals(PDF, told(joined(before, user, after)));
    assertEquals(NOTHING, told(joined(before, owner, after)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pdf-128", "pdf-aes128", "pdf-r5", "pdf-256"})
  void aPdfWhoseEndLeadsNowhereIsReadAsReadersDo(String name) throws IOException {
    UnaryOperator<String> astray = pdf -> pdf.replaceAll("startxref\n\\d+", "startxref\n7");
    UnaryOperator<String> noEntries =
        pdf -> pdf.replaceAll("\\d{10} 00000 n", "0000000009 00000 n");
    for (UnaryOperator<String> broken : List.of(astray, noEntries)) {
      assertEquals(PDF, told(changed(name + "-user.pdf", broken)));
      assertEquals(NOTHING, told(changed(name + "-owner.pdf", broken)));
    }
    assertEquals(PDF, told(changed("pdf-256-user-xrefstream.pdf", astray)));
    assertEquals(NOTHING, told(changed("pdf-256-owner-xrefstream.pdf", astray)));
  }

  @Test
  void aPdfWithChangesAppendedIsReadFromItsNewestTrailer() throws IOException {
    UnaryOperator<String> appended =
        pdf -> {
          String at = pdf.substring(pdf.lastIndexOf("startxref") + 10).split("\n", 2)[0];
          String trailer = pdf.substring(pdf.lastIndexOf("trailer"), pdf.lastIndexOf(">>"));
          return pdf
              + "xref\n0 1\n0000000000 65535 f \n"
              + (trailer + "/Prev " + at + ">>\nstartxref\n" + pdf.length() + "\n%%EOF\n");
        };
    assertEquals(PDF, told(changed("pdf-128-user.pdf", appended)));
    assertEquals(NOTHING, told(changed("pdf-128-owner.pdf", appended)));
  }

  /** Where it says that it is encrypted, only what is verified to open is not. */
  @Test
  void aPdfOfAnUnknownEncryptionIsEncrypted() throws IOException {
    Optional<String> unknown = Optional.of("a PDF of an unknown encryption");
    String owner = "pdf-128-owner.pdf";
    assertEquals(unknown, told(changed(owner, pdf -> pdf.replace("/Standard", "/Strange1"))));
    assertEquals(unknown, told(changed(owner, pdf -> pdf.replace("/Filter", "/Folter"))));
    assertEquals(
        unknown, told(changed(owner, pdf -> pdf.replaceAll("/Encrypt \\d", "/Encrypt 9"))));
    assertEquals(PDF, told(changed(owner, pdf -> pdf.replace("/R 3", "/R 7"))));
    assertEquals(
        Optional.of("a PDF for certain keys alone"),
        told(changed(owner, pdf -> pdf.replace("/Standard", "/Adobe.PubSec"))));
  }

  /** A document of seven megabytes has a list of tables, and this one needs it. */
  @Test
  void aLargeOle2FileIsReadThroughAllItsTables() throws IOException {
    ByteBuffer file = ByteBuffer.allocate(14_100 * 512).order(ByteOrder.LITTLE_ENDIAN);
    file.put(EncryptionSamples.bytes("doc-password.doc"), 0, 512);
    int directory = 14_000;
    int fat = 13_000;
    int list = 13_500;
    file.putInt(48, directory).putInt(68, list).putInt(72, 1);
    for (int i = 0; i < 109; i++) {
      file.putInt(76 + 4 * i, 1);
    }
    file.putInt((list + 1) * 512, fat);
    file.putInt((fat + 1) * 512 + directory % 128 * 4, directory + 1);
    int entry = (directory + 2) * 512;
    byte[] name = "wordDOCUMENT".getBytes(UTF_16LE);
    file.put(entry, name).putShort(entry + 64, (short) (name.length + 2));
    file.put(entry + 66, (byte) 2).putInt(entry + 116, directory + 2).putInt(entry + 120, 5000);
    int fib = (directory + 3) * 512;
    file.putShort(fib, (short) 0xa5ec).putShort(fib + 10, (short) 0x100);
    assertEquals(Optional.of("a Word document with a password"), told(file.array()));
    file.putInt((fat + 1) * 512 + directory % 128 * 4, directory);
    assertEquals(NOTHING, told(file.array()), "a directory that goes round");
  }

  @Test
  void moreThanOneEncryptedPackageIsNotVerified() throws IOException {
    byte[] opens = EncryptionSamples.bytes("xlsx-agile-default.xlsx");
    assertEquals(NOTHING, told(opens));
    int directory = (ByteBuffer.wrap(opens).order(ByteOrder.LITTLE_ENDIAN).getInt(48) + 1) * 512;
    System.arraycopy(opens, directory + 3 * 128, opens, directory + 128, 128);
    assertEquals(Optional.of("an Office document with a password"), told(opens));
  }

  @Test
  void aHashThatTakesTooLongIsNotCounted() throws IOException {
    String hundredThousand = "spinCount=\"100000\" saltSize";
    String aMillion = "spinCount=\"999999\" saltSize";
    byte[] slow = changed("xlsx-agile-default.xlsx", xml -> xml.replace(hundredThousand, aMillion));
    assertTrue(new String(slow, ISO_8859_1).contains(aMillion));
    assertTimeout(
        Duration.ofMillis(200),
        () -> assertEquals(Optional.of("an Office document with a password"), told(slow)));
  }

  @Test
  void armorCountsWhereItBeginsALineNearTheBeginning() throws IOException {
    byte[] armor = EncryptionSamples.bytes("pgp-symmetric.asc");
    Optional<String> message = Optional.of("an OpenPGP message");
    assertEquals(message, told(joined("Dear all,\r\n\r\n".getBytes(ISO_8859_1), armor)));
    assertEquals(NOTHING, told(joined("> ".getBytes(ISO_8859_1), armor)));
    assertEquals(message, told(joined("see -----BEGIN PGP MESSAGE\n".getBytes(ISO_8859_1), armor)));
    assertEquals(NOTHING, told(joined(new byte[2000], armor)));
  }

  /** Their first bytes are those of packets in OpenPGP. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u00c1 moi, dit-elle.",
        "\u00c9t\u00e9",
        "\u00d2 \u0001 vero",
        "\u00c3\u0084rger",
        "\u0085\u0001\u000c\u0003 and so on",
        "\u008c\r\u0004\t cut off",
        "\u00d4\u0001\u0001",
        "\u00a7 1 of a law, said at some length"
      })
  void textsAndImagesAreNoMessages(String latin1) throws IOException {
    assertEquals(NOTHING, told(joined(latin1.getBytes(ISO_8859_1), new byte[300])));
  }

  /** By RFC 9580, LibrePGP, and the draft of post-quantum keys; no program here writes most. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "c3 04 09 03 08 0102030405060708 60", // from a password, salted and iterated
        "c3 04 09 04 0102030405060708090a0b0c0d0e0f10 01 04 15", // by Argon2
        "c3 05 09 02 03 08 0102030405060708 60 0102030405060708090a0b0c0d0e0f",
        "c3 06 1e 09 02 0b 03 08 0102030405060708 60 0102030405060708090a0b0c0d0e0f",
        "c3 06 1e 64 64 0b 03 08 0102030405060708 60 0102030405060708090a0b0c0d0e0f",
        "c1 02 0102030405060708 01 0010 ffff", // for a key
        "c1 03 0102030405060708 10 0010 ffff 0010 ffff",
        "c1 03 0000000000000000 12 0010 ffff 01 ff",
        "c1 03 0102030405060708 23 ffffffff 01 ff",
        "c1 03 0102030405060708 69 ffffffff 01 ff",
        "c1 06 00 19 ffff",
        "c1 06 15 04 0102030405060708090a0b0c0d0e0f1011121314 19 ffff",
        "c1 06 21 06 0102030405060708090a0b0c0d0e0f1011121314151617181920212223242526 23 ffff"
      })
  void eachKindOfSessionKeyIsOfAMessage(String key) throws IOException {
    byte[] packet = HexFormat.of().parseHex(key.replace(" ", ""));
    byte[] header = {packet[0], (byte) (packet.length - 1)};
    byte[] data = new byte[60];
    data[0] = (byte) 0xd2;
    data[1] = (byte) (data.length - 2);
    data[2] = 1;
    byte[] all = joined(joined(header, Arrays.copyOfRange(packet, 1, packet.length)), data);
    assertEquals(Optional.of("an OpenPGP message"), told(all));
  }

  /** Of 30,000 uploads of measurements and the like one was refused. */
  @Test
  void hardlyAnyBytesOfChanceAreAMessage() throws IOException {
    Random random = new Random(16);
    byte[] content = new byte[300];
    int messages = 0;
    for (int i = 0; i < 1_000_000; i++) {
      random.nextBytes(content);
      messages += told(content).isPresent() ? 1 : 0;
    }
    assertTrue(messages <= 5, messages + " of a million");
  }

  @Test
  void encryptedDataAloneIsAMessageWhenItIsTheWholeFile() throws IOException {
    byte[] all = EncryptionSamples.bytes("pgp-symmetric.gpg");
    byte[] data = Arrays.copyOfRange(all, 2 + all[1], all.length);
    assertEquals(Optional.of("an OpenPGP message"), told(data));
    assertEquals(NOTHING, told(joined(data, new byte[1])));
    assertEquals(NOTHING, told(Arrays.copyOf(data, data.length - 1)));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void noPlainFileIsEncryptedWhereverItIsCutOff(String name) throws IOException {
    EncryptionSamples.Sample sample = EncryptionSamples.all().get(name);
    if (sample.told.isEmpty() && !name.startsWith("xlsx")) {
      int step = Math.max(1, sample.bytes.length / 500);
      for (int length = 0; length < sample.bytes.length; length += step) {
        Optional<String> told = told(Arrays.copyOf(sample.bytes, length));
        boolean saysSo = name.contains("owner") || name.contains("default");
        assertTrue(told.isEmpty() || saysSo, name + " cut off at " + length);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"7z", "rar", "pgp", "xls", "doc-", "ppt", "pdf"})
  void brokenFilesEndInGoodTime(String format) {
    Random random = new Random(12);
    byte[][] samples =
        EncryptionSamples.all().entrySet().stream()
            .filter(sample -> sample.getKey().startsWith(format))
            .filter(sample -> !sample.getKey().contains("standard")) // Each takes 20 ms.
            .map(sample -> withFewRounds(sample.getValue().bytes))
            .toArray(byte[][]::new);
    assertTimeout(
        Duration.ofSeconds(10),
        () -> {
          for (int i = 0; i < 3000; i++) {
            Bytes broken = new Bytes(broken(samples[random.nextInt(samples.length)], random));
            Encryption.of(broken, () -> false, new Findings());
            assertTrue(broken.read < 1 << 20, "not read again and again");
          }
        });
  }

  @Test
  void whatIsUnlikeAnyCostsNextToNothing() throws IOException {
    Bytes text = new Bytes("word ".repeat(2000).getBytes(ISO_8859_1));
    assertEquals(NOTHING, Encryption.of(text, () -> false, new Findings()));
    assertTrue(text.read <= 4096, "one page");
  }

  @Test
  void whatTheSourceSuffersIsTold() {
    ByteSource torn =
        new Bytes(EncryptionSamples.bytes("7z-members.7z")) {
          @Override
          public int read(long position, byte[] into, int offset, int length) throws IOException {
            throw new IOException("torn");
          }
        };
    assertThrows(IOException.class, () -> Encryption.of(torn, () -> false, new Findings()));
  }

  /** Each of them would be read through once more for the next. */
  @Test
  void aPdfThatLeadsAroundEndsAndIsSaid() throws IOException {
    byte[] trailers = ("%PDF-1.4\n" + "trailer%".repeat(8000)).getBytes(ISO_8859_1);
    Findings findings = new Findings();
    assertTimeout(
        Duration.ofSeconds(2), () -> Encryption.of(new Bytes(trailers), () -> false, findings));
    assertTrue(findings.contents().unread().isPresent());
  }

  @Test
  void aLookEndsWhenTheTimeIsOver() throws IOException {
    Bytes pdf = new Bytes(EncryptionSamples.bytes("pdf-128-user.pdf"));
    Findings findings = new Findings();
    assertEquals(NOTHING, Encryption.of(pdf, () -> true, findings));
    assertEquals(0, pdf.read);
    assertTrue(findings.contents().unread().isPresent());
  }

  /** Programs look for the header of a PDF within the first 1,024 bytes. */
  @Test
  void aPdfBehindTheBeginningOfAZipIsTold() throws IOException {
    byte[] pdf = EncryptionSamples.bytes("pdf-128-user.pdf");
    byte[] zip = Arrays.copyOf(new byte[] {'P', 'K', 3, 4}, 700);
    assertEquals(PDF, inspected(joined(zip, pdf)));
    assertEquals(
        Optional.of(PDF.get() + " in a zip"),
        inspected(ZipInspectorTest.zip(ZipEntry.DEFLATED, joined(new byte[900], pdf))));
  }

  private static Optional<String> inspected(byte[] file) throws IOException {
    return ContainerInspector.inspect(new Bytes(file), 1 << 20, () -> false).encrypted();
  }

  private static byte[] broken(byte[] sample, Random random) {
    byte[] bytes = sample.clone();
    for (int change = random.nextInt(6); change >= 0; change--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] = (byte) random.nextInt();
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 4), (byte) -random.nextInt(2));
        case 3 -> {
          int from = random.nextInt(bytes.length);
          System.arraycopy(bytes, from, bytes, at, Math.min(9, bytes.length - Math.max(at, from)));
        }
        default -> bytes = random.nextInt(4) == 0 ? Arrays.copyOf(bytes, at + 1) : bytes;
      }
    }
    return bytes;
  }

  private static byte[] withFewRounds(byte[] sample) {
    return changed(sample, text -> text.replace("\"100000\"", "\"000010\""));
  }

  private static byte[] changed(String sample, UnaryOperator<String> change) {
    return changed(EncryptionSamples.bytes(sample), change);
  }

  private static byte[] changed(byte[] sample, UnaryOperator<String> change) {
    return change.apply(new String(sample, ISO_8859_1)).getBytes(ISO_8859_1);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }

  private static Optional<String> told(byte[] bytes) throws IOException {
    return Encryption.of(new Bytes(bytes), () -> false, new Findings());
  }

  private static class Bytes implements ByteSource {
    private final byte[] bytes;
    private long read;

    Bytes(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public int read(long position, byte[] into, int offset, int length) throws IOException {
      int count = (int) Math.max(0, Math.min(length, bytes.length - position));
      if (count > 0) {
        System.arraycopy(bytes, (int) position, into, offset, count);
      }
      read += count;
      return count;
    }

    @Override
    public void close() {}
  }
}
