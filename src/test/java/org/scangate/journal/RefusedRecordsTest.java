package org.scangate.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefusedRecordsTest {

  @TempDir private Path folder;

  private final ScanRecord one = Records.scan("FOUND");
  private final EventRecord other = Records.event("sweep-begun");
  private Path file;
  private RefusedRecords refused;

  @BeforeEach
  void fill() throws Exception {
    file = folder.resolve("refused");
    refused = new RefusedRecords(file);
    refused.add(List.of(one, other));
  }

  /** Each hour somebody looks whether something was erased: the disk has nothing to do with it. */
  @Test
  void whatStaysAsItIsIsNotWrittenAnew() throws Exception {
    Object before = identity();
    assertEquals(0, refused.change(records -> records, false));
    assertEquals(before, identity());
    assertEquals(List.of(one, other), all());
    assertFalse(Files.exists(folder.resolve("refused.new")));
  }

  @Test
  void whatIsChangedTakesItsPlaceWhole() throws Exception {
    Object before = identity();
    assertEquals(1, refused.change(RefusedRecordsTest::withoutPerson, false));
    assertNotEquals(before, identity());
    assertEquals(List.of(one.withoutPerson(), other), all());
    assertFalse(Files.exists(folder.resolve("refused.new")));
  }

  /** Whether something personal is in what cannot be read, nobody can tell. */
  @Test
  void whatCannotBeReadGoesOnlyWhereItMustNotStay() throws Exception {
    byte[] damaged = Files.readAllBytes(file);
    damaged[damaged.length / 4] ^= 1;
    Files.write(file, damaged);
    assertEquals(0, refused.change(records -> records, false));
    assertArrayEquals(damaged, Files.readAllBytes(file));
    assertEquals(0, refused.change(records -> records, true));
    assertEquals(List.of(other), all());
    assertEquals(
        Files.size(file), RecordCodec.frame(other).remaining(), "nothing of the damaged one");
  }

  @Test
  void aChangeThatFailsLeavesItAsItWas() throws Exception {
    byte[] before = Files.readAllBytes(file);
    RefusedRecords.Change away =
        records -> {
          throw new JournalException("the database is away", true);
        };
    assertThrows(JournalException.class, () -> refused.change(away, true));
    assertArrayEquals(before, Files.readAllBytes(file));
  }

  private static List<JournalRecord> withoutPerson(List<JournalRecord> records) {
    List<JournalRecord> kept = new ArrayList<>();
    for (JournalRecord record : records) {
      kept.add(record instanceof ScanRecord scan ? scan.withoutPerson() : record);
    }
    return kept;
  }

  private Object identity() throws Exception {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  private List<JournalRecord> all() throws Exception {
    return refused.find(any -> true);
  }
}
