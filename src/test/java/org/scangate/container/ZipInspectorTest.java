package org.scangate.container;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.scangate.container.ContainerKind.RAR5;
import static org.scangate.container.ContainerKind.TAR;
import static org.scangate.container.ContainerKind.ZIP;
import static org.scangate.container.ContainerKind.ZIP_LZMA;
import static org.scangate.container.ContainerKind.ZIP_OTHER;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scangate.scanner.proof.ContainerSamples;
import org.scangate.testing.Fixtures;

/** Zips whose headers lie, disagree, are elsewhere, or are many. */
class ZipInspectorTest {

  private static final long LIMIT = 1 << 20;
  private static final byte[] TEXT = "only a text".getBytes(US_ASCII);
  private static final int LOCAL_SIZE = 30;
  private static final int END_SIZE = 22;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void ofTwoMethodsBothCount(boolean local) throws IOException {
    byte[] zip = zip(ZipEntry.STORED, TEXT);
    set16(zip, local ? 8 : directory(zip) + 10, 14);
    assertEquals(Set.of(ZIP, ZIP_LZMA), inspect(zip).kinds());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void oneHeaderIsEnoughToBeEncrypted(boolean local) throws IOException {
    byte[] zip = zip(ZipEntry.STORED, TEXT);
    assertEquals(Optional.empty(), inspect(zip).encrypted());
    set16(zip, local ? 6 : directory(zip) + 8, 1);
    assertEquals(Optional.of("a zip with a password"), inspect(zip).encrypted());
    assertEquals(
        Optional.of("a zip with a password"), inspect(zip(ZipEntry.DEFLATED, zip)).encrypted());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aStatedSizeIsTakenAtItsWord(boolean local) throws IOException {
    byte[] zip = zip(ZipEntry.DEFLATED, TEXT);
    if (local) {
      set16(zip, 6, 0); // sizes do not follow
    }
    set32(zip, local ? 22 : directory(zip) + 24, LIMIT + 7);
    assertEquals(LIMIT + 7, inspect(zip).largestMember());
  }

  @Test
  void aSizeThatIsStatedTooSmallIsCounted() throws IOException {
    byte[] zip = zip(ZipEntry.DEFLATED, new byte[(int) LIMIT * 3]);
    set32(zip, directory(zip) + 24, 11);
    long largest = inspect(zip).largestMember();
    assertTrue(largest > LIMIT, "counted " + largest);
    set32(zip, directory(zip) + 20, 11);
    assertTrue(inspect(zip).unread().isPresent() || inspect(zip).largestMember() > LIMIT);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void ofTwoPackedSizesTheLargerCounts(boolean local) throws IOException {
    byte[] zip = zip(ZipEntry.STORED, ContainerSamples.of(RAR5));
    set32(zip, local ? 18 : directory(zip) + 20, 1);
    assertEquals(Set.of(ZIP, RAR5), inspect(zip).kinds());
  }

  @Test
  void aMemberUpToTheLimitIsCountedRight() throws IOException {
    byte[] zip = zip(ZipEntry.DEFLATED, new byte[(int) LIMIT]);
    set32(zip, directory(zip) + 24, 11);
    assertEquals(LIMIT, inspect(zip).largestMember());
    assertEquals(Optional.empty(), inspect(zip).unread());
  }

  @Test
  void bytesInFrontAndACommentBehindHideNothing() throws IOException {
    byte[] zip = zip(ZipEntry.STORED, ContainerSamples.of(RAR5));
    byte[] comment = new byte[0xffff];
    set16(zip, zip.length - 2, comment.length);
    for (int length : new int[] {1, 5000, 3 << 20}) {
      Contents contents = inspect(joined(new byte[length], zip, comment));
      assertEquals(Set.of(ZIP, RAR5), contents.kinds());
      assertEquals(Optional.empty(), contents.unread());
    }
  }

  @Test
  void anotherEndRecordHidesNothing() throws IOException {
    byte[] hidden = zip(ZipEntry.STORED, ContainerSamples.of(RAR5));
    byte[] shown = zip(ZipEntry.STORED, TEXT);
    assertEquals(Set.of(ZIP, RAR5), inspect(joined(hidden, shown)).kinds());
    assertEquals(Set.of(ZIP, RAR5), inspect(joined(shown, hidden)).kinds());
    byte[] empty = Arrays.copyOf(new byte[] {'P', 'K', 5, 6}, END_SIZE);
    assertEquals(Set.of(ZIP, RAR5), inspect(joined(hidden, empty)).kinds());
  }

  @Test
  void aZip64IsRead() throws IOException {
    byte[] zip = zip64(ContainerSamples.of(RAR5));
    for (int length : new int[] {0, 77}) {
      Contents contents = inspect(joined(new byte[length], zip));
      assertEquals(Set.of(ZIP, RAR5), contents.kinds());
      assertEquals(Optional.empty(), contents.unread());
      assertEquals(ContainerSamples.of(RAR5).length, contents.largestMember());
    }
  }

  @Test
  void withoutADirectoryMembersAreReadOneAfterTheOther() throws IOException {
    byte[] first = zip(ZipEntry.STORED, TEXT);
    byte[] second = zip(ZipEntry.STORED, ContainerSamples.of(RAR5));
    Contents contents =
        inspect(
            joined(
                Arrays.copyOf(first, directory(first)), Arrays.copyOf(second, directory(second))));
    assertEquals(Set.of(ZIP, ZIP_OTHER, RAR5), contents.kinds());
    assertEquals(Optional.of("a zip without a directory"), contents.unread());
  }

  /** Programs that read from front to back open them, and some that look for a directory first. */
  @Test
  void withoutADirectoryMembersAreReadWhoseSizesFollow() throws IOException {
    byte[] first = zip(ZipEntry.DEFLATED, TEXT);
    byte[] second = zip(ZipEntry.DEFLATED, ContainerSamples.of(RAR5));
    byte[] members =
        joined(Arrays.copyOf(first, directory(first)), Arrays.copyOf(second, directory(second)));
    assertEquals(Set.of(ZIP, ZIP_OTHER, RAR5), inspect(members).kinds());
    byte[] whole = joined(first, second, new byte[70_000]);
    assertEquals(Set.of(ZIP, ZIP_OTHER), inspect(whole).kinds());
    assertEquals(
        Set.of(ZIP, ZIP_OTHER, RAR5), inspect(joined(second, first, new byte[70_000])).kinds());
  }

  @Test
  void manyEndRecordsInACommentHideNothing() throws IOException {
    byte[] zip = zip(ZipEntry.STORED, ContainerSamples.of(RAR5));
    byte[] decoys = new byte[500 * 22];
    for (int i = 0; i < 500; i++) {
      System.arraycopy(new byte[] {'P', 'K', 5, 6}, 0, decoys, i * 22, 4);
    }
    set16(zip, zip.length - 2, decoys.length);
    assertEquals(Set.of(ZIP, ZIP_OTHER, RAR5), inspect(joined(zip, decoys)).kinds());
    for (int i = 0; i < 500; i++) {
      set16(decoys, i * 22 + 20, (500 - i - 1) * 22);
    }
    assertTrue(inspect(joined(zip, decoys)).kinds().contains(ZIP_OTHER));
  }

  /** Such as documents in the zip of a course: the end record of each is among the last bytes. */
  @Test
  void manySmallZipsInAZipAreNoDoubt() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setComment("of a course");
      for (int i = 0; i < 200; i++) {
        add(zip, i + ".docx", ZipEntry.STORED, zip(ZipEntry.DEFLATED, TEXT));
      }
    }
    Contents contents = inspect(bytes.toByteArray());
    assertEquals(Set.of(ZIP), contents.kinds());
    assertEquals(Optional.empty(), contents.unread());
  }

  @Test
  void emptyMembersWhoseSizesFollowAreNoDoubt() throws IOException {
    byte[] zip = zip(ZipEntry.DEFLATED, new byte[0]);
    set32(zip, directory(zip) + 20, 0);
    assertEquals(new Contents(Set.of(ZIP), 0, Optional.empty(), Optional.empty()), inspect(zip));
  }

  @Test
  void aMemberThatIsNotThereIsSaid() throws IOException {
    byte[] zip = zip(ZipEntry.STORED, TEXT);
    set32(zip, directory(zip) + 42, 3);
    assertTrue(inspect(zip).unread().isPresent());
    assertEquals(Set.of(ZIP, ZIP_OTHER), inspect(zip).kinds());
  }

  @Test
  void anEmptyZipIsAZip() throws IOException {
    Contents contents = inspect(Arrays.copyOf(new byte[] {'P', 'K', 5, 6}, END_SIZE));
    assertEquals(new Contents(Set.of(ZIP), 0, Optional.empty(), Optional.empty()), contents);
  }

  @Test
  void moreMembersThanMayBeLookedAtAreSaid() throws IOException {
    Contents contents = inspect(many(Budget.MAX_MEMBERS + 1, ContainerSamples.of(RAR5)));
    assertEquals(Optional.of("more than 20,000 members"), contents.unread());
    assertEquals(Set.of(ZIP, RAR5), contents.kinds());
    assertEquals(Optional.empty(), inspect(many(Budget.MAX_MEMBERS, TEXT)).unread());
  }

  @Test
  void timeThatIsOverIsSaid() throws IOException {
    byte[] zip = zip(ZipEntry.DEFLATED, TEXT);
    Contents contents = ContainerInspector.inspect(new ByteArraySource(zip), LIMIT, () -> true);
    assertEquals(Optional.of("the time was over"), contents.unread());
    assertEquals(Set.of(ZIP), contents.kinds());
  }

  @Test
  void theSameBytesInflatedAgainAndAgainEnd() throws IOException {
    // all entries of the directory tell the same 1 MB of compressed data, which is 1 GB
    byte[] zip = zip(ZipEntry.DEFLATED, new byte[16 << 20]);
    int directory = directory(zip);
    byte[] entry = Arrays.copyOfRange(zip, directory, zip.length - END_SIZE);
    byte[] end = Arrays.copyOfRange(zip, zip.length - END_SIZE, zip.length);
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    bomb.write(zip, 0, directory);
    for (int i = 0; i < 1000; i++) {
      bomb.writeBytes(entry);
    }
    bomb.writeBytes(end);
    byte[] file = bomb.toByteArray();
    set32(file, file.length - END_SIZE + 12, 1000L * entry.length);
    Contents contents =
        ContainerInspector.inspect(new ByteArraySource(file), 15 << 20, () -> false);
    assertEquals(Optional.of("too much to inflate"), contents.unread());
    assertTrue(contents.largestMember() > 15 << 20);
  }

  @Test
  void aTarInADeflatedMemberIsTold() throws IOException {
    byte[] tar = Arrays.copyOf(ContainerSamples.of(TAR), 1 << 20);
    assertEquals(Set.of(ZIP, TAR), inspect(zip(ZipEntry.DEFLATED, tar)).kinds());
  }

  @Test
  void damagedDeflatedDataIsSaid() throws IOException {
    byte[] zip = zip(ZipEntry.DEFLATED, Fixtures.randomBytes(3, 300));
    Arrays.fill(zip, LOCAL_SIZE + 1, LOCAL_SIZE + 100, (byte) 0xff);
    assertEquals(Optional.of("a zip with a member that can't be inflated"), inspect(zip).unread());
  }

  private static Contents inspect(byte[] file) throws IOException {
    return ContainerInspector.inspect(new ByteArraySource(file), LIMIT, () -> false);
  }

  /** With one member, {@code a}. */
  static byte[] zip(int method, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      add(zip, method, content);
    }
    return bytes.toByteArray();
  }

  static byte[] many(int count, byte[] last) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 1; i < count; i++) {
        zip.putNextEntry(new ZipEntry(i == Budget.MAX_MEMBERS - 1 ? "rar" : "n" + i));
        zip.write(i == Budget.MAX_MEMBERS - 1 ? last : TEXT);
      }
      add(zip, ZipEntry.STORED, TEXT);
    }
    return bytes.toByteArray();
  }

  private static void add(ZipOutputStream zip, int method, byte[] content) throws IOException {
    add(zip, "a", method, content);
  }

  private static void add(ZipOutputStream zip, String name, int method, byte[] content)
      throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(method);
    if (method == ZipEntry.STORED) {
      CRC32 crc = new CRC32();
      crc.update(content);
      entry.setCrc(crc.getValue());
      entry.setSize(content.length);
    }
    zip.putNextEntry(entry);
    zip.write(content);
  }

  /** All that may be in zip64's fields is. */
  static byte[] zip64(byte[] content) throws IOException {
    byte[] plain = zip(ZipEntry.STORED, content);
    int directory = directory(plain);
    ByteBuffer zip =
        ByteBuffer.allocate(plain.length + 28 + 56 + 20).order(ByteOrder.LITTLE_ENDIAN);
    zip.put(plain, 0, plain.length - END_SIZE);
    zip.putInt(directory + 20, -1).putInt(directory + 24, -1).putInt(directory + 42, -1);
    zip.putShort(directory + 30, (short) 28);
    zip.putShort((short) 1).putShort((short) 24);
    zip.putLong(content.length).putLong(content.length).putLong(0);
    int end = zip.position();
    zip.putInt(0x06064b50).putLong(44).putInt(45).putInt(0).putInt(0);
    zip.putLong(1).putLong(1).putLong(end - directory).putLong(directory);
    zip.putInt(0x07064b50).putInt(0).putLong(end).putInt(1);
    zip.putInt(0x06054b50).putInt(0).putShort((short) -1).putShort((short) -1);
    zip.putInt(-1).putInt(-1).putShort((short) 0);
    return zip.array();
  }

  private static int directory(byte[] zip) {
    return ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).getInt(zip.length - END_SIZE + 16);
  }

  private static void set16(byte[] zip, int at, int value) {
    ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).putShort(at, (short) value);
  }

  private static void set32(byte[] zip, int at, long value) {
    ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).putInt(at, (int) value);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
