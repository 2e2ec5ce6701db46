package org.scangate.container;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scangate.scanner.proof.ContainerSamples;
import org.scangate.testing.Fixtures;

/** What is told by the first bytes, and what is not to be mistaken for it. */
class FirstBytesTest {

  private static final int MIB = 1 << 20;

  @ParameterizedTest
  @CsvSource({
    "LZ4, 02214c18 44000000 44583521",
    "ZST, 502a4d18 04000000 00000000 28b52ffd 2044210000",
    "LZ4, 512a4d18 04000000 00000000 04224d18 64400000",
    "LZMA, 5d 00008000 ffffffffffffffff 00 2c",
    "LZMA, 5d 00000001 4400000000000000 00 2c",
    "BZ2, 425a6839 177245385090 00000000",
    "RAR4, 52457e5e 0000",
    "CPIO, c771 0000 0000 a481 0000 0000 0100 0000 0000 0000 0200 0000 0000 6100",
    "CPIO, 71c7 0000 0000 81a4 0000 0000 0001 0000 0000 0000 0002 0000 0000 6100",
    "WIM, 574c50574d000000 d0000000",
  })
  void otherFormsOfAKindAreTold(ContainerKind kind, String hex) throws IOException {
    assertEquals(Set.of(kind), kinds(HexFormat.of().parseHex(hex.replace(" ", ""))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Received: from a by b\r\n\tfor c\r\nDate: today\r\n\r\n",
        "X-Spam: no\nFrom: a\nTo: b\n\n",
        "From a@example.org Wed Jan  1\nReturn-Path: <a>\nSubject: c\n\n",
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: file\r\nSubject: page\r\n",
      })
  void mailsAreTold(String text) throws IOException {
    assertEquals(Set.of(ContainerKind.MAIL), kinds(text.getBytes(ISO_8859_1)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "From here on it is a text.\nSubject to change: nothing.\n",
        "Subject: only one field of a mail\n\nand a text",
        "Title: x\nFrom: y\nTo: z\n",
        "!<arch>\n is what a static library begins with",
        "LZIP is a tool",
        "MSCF is a word",
        "ITSF is another",
        "070701 is a number",
        "BZh9 is bzip2's",
        "Rar! is not enough",
        "a -lh5- is a method of LHA",
        "P*M",
        "ustar",
      })
  void aTextIsNoContainer(String text) throws IOException {
    assertEquals(Set.of(), kinds(text.getBytes(ISO_8859_1)));
    assertEquals(
        Set.of(), kinds(Arrays.copyOf((text + "\n").repeat(99).getBytes(ISO_8859_1), 9000)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "89504e470d0a1a0a0000000d49484452",
        "ffd8ffe000104a46494600010100000100010000",
        "7f454c460201010000000000000000000300",
        "000001000100101000000100200068040000",
        "00010000000b00800003003047535542",
        "00000018667479706d70343200000000",
        "524946462408000057415645666d7420",
        "00000200000000000000000040004000180000",
        "cafebabe0000003d",
        "d0cf11e0a1b11ae100000000000000000000",
        "4d5a90000300000004000000ffff0000b8",
        "00000000000000000000000000000000",
        "0000803f0000803f0000803f0000803f00000000",
        "ffffffffffffffffffffffffffffffff",
        "4c0000000114020000000000c000000000000046",
        "0001000000030000000000000000000000",
        "255044462d312e370a25e2e3cfd30a",
      })
  void commonFilesAreNoContainers(String hex) throws IOException {
    byte[] start = HexFormat.of().parseHex(hex);
    assertEquals(Set.of(), kinds(start));
    assertEquals(Set.of(), kinds(Arrays.copyOf(start, 60_000)));
  }

  @Test
  void randomBytesAreNoContainer() throws IOException {
    byte[] bytes = Fixtures.randomBytes(7, 16 * MIB);
    for (int at = 0; at + Head.LENGTH <= bytes.length; at += 128) {
      Set<ContainerKind> kinds = FirstBytes.kinds(new Head(bytes, at, Head.LENGTH));
      assertEquals(Set.of(), kinds, () -> "a seldom chance, or a test that is too weak");
    }
  }

  @Test
  void theJdksOwnFilesAreWhatTheyAre() throws IOException {
    try (var files = Files.walk(Path.of(System.getProperty("java.home")))) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        String name = file.getFileName().toString();
        if (name.matches(".*\\.(so|properties|security|policy|h|md|cfg|bfc|template)")) {
          try (InputStream content = Files.newInputStream(file)) {
            assertEquals(Set.of(), kinds(content.readNBytes(2 * MIB)), name);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"RAR4, 0", "RAR4, 5", "RAR5, 1", "RAR5, 4095", "SEVEN_ZIP, 2", "SEVEN_ZIP, 900000"})
  void anArchiveBehindAProgramIsTold(ContainerKind kind, int distance) throws IOException {
    byte[] archive = ContainerSamples.of(kind);
    byte[] file = Arrays.copyOf(new byte[] {'M', 'Z'}, 200 + distance + archive.length);
    System.arraycopy(archive, 0, file, 200 + distance, archive.length);
    assertEquals(Set.of(kind), kinds(file));
    // the signature alone is in every program that knows archives
    Arrays.fill(file, 200 + distance + 10, file.length, (byte) 1);
    assertEquals(Set.of(), kinds(file));
  }

  /** Programs that unpack them search for them. */
  @ParameterizedTest
  @CsvSource({"RAR4, 1", "RAR5, 6", "SEVEN_ZIP, 7", "RAR5, 65500", "RAR5, 65370", "RAR4, 900000"})
  void anArchiveBehindAnythingIsTold(ContainerKind kind, int distance) throws IOException {
    byte[] archive = ContainerSamples.of(kind);
    byte[] file = Arrays.copyOf(new byte[] {'G'}, distance + archive.length);
    System.arraycopy(archive, 0, file, distance, archive.length);
    assertEquals(Set.of(kind), kinds(file));
    for (int method : new int[] {ZipEntry.STORED, ZipEntry.DEFLATED}) {
      if (distance < 100) {
        assertEquals(Set.of(ContainerKind.ZIP, kind), kinds(ZipInspectorTest.zip(method, file)));
      }
      byte[] program = file.clone();
      program[0] = 'M';
      program[distance == 1 ? 0 : 1] = 'Z';
      if (distance > 1) {
        assertEquals(Set.of(ContainerKind.ZIP, kind), kinds(ZipInspectorTest.zip(method, program)));
      }
    }
  }

  /** Of what stands in the first header more than must: its size then takes two bytes. */
  @Test
  void anArchiveWithALongFirstHeaderIsToldBehindAnything() throws IOException {
    ByteBuffer rar5 = ByteBuffer.allocate(400).order(ByteOrder.LITTLE_ENDIAN);
    rar5.put((byte) 'G').put(HexFormat.of().parseHex("526172211a070100")).putInt(0);
    rar5.put(HexFormat.of().parseHex("960101"));
    assertEquals(Set.of(ContainerKind.RAR5), kinds(rar5.array()));
    byte[] rar4 = Arrays.copyOf(new byte[] {'G'}, 400);
    System.arraycopy(HexFormat.of().parseHex("526172211a0700"), 0, rar4, 1, 7);
    rar4[10] = 0x73;
    rar4[13] = 32;
    assertEquals(Set.of(), kinds(rar4), "without its sum");
    CRC32 crc = new CRC32();
    crc.update(rar4, 10, 30);
    rar4[8] = (byte) crc.getValue();
    rar4[9] = (byte) (crc.getValue() >>> 8);
    assertEquals(Set.of(ContainerKind.RAR4), kinds(rar4));
  }

  private static Set<ContainerKind> kinds(byte[] file) throws IOException {
    return ContainerInspector.inspect(new ByteArraySource(file), MIB, () -> false).kinds();
  }
}
