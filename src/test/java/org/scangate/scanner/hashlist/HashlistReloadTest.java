package org.scangate.scanner.hashlist;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.scangate.scan.Reason;

/** How lists come in force, look by look. */
class HashlistReloadTest extends LookedAt {

  @Test
  void aListIsReadWhenItWasTheSameInTwoLooks() throws IOException {
    write(ONE.sha256());
    look();
    assertEquals(Reason.UNREACHABLE, obstacle());
    look();
    assertTrue(has(ONE));
    assertTrue(lists.state().readiness().ready());
  }

  @Test
  void twoLooksAtOnceAreNotTwo() throws IOException {
    write(ONE.sha256());
    look();
    lists.look(now + 1);
    assertEquals(Reason.UNREACHABLE, obstacle());
    look();
    assertTrue(has(ONE));
  }

  @Test
  void aListThatIsBeingWrittenIsNotTakenHalf() throws IOException {
    write(ONE.sha256());
    settle();
    for (int length = 1; length < 64; length += 9) {
      write(TWO.sha256().substring(0, length));
      look();
      assertTrue(has(ONE));
      assertEquals(1, advice().size());
    }
    write(TWO.sha256());
    look();
    assertTrue(has(ONE));
    look();
    assertTrue(has(TWO));
    assertFalse(has(ONE));
  }

  @Test
  void aListThatChangesWhileItIsReadIsReadAgain() throws IOException {
    write(ONE.sha256());
    settle();
    write("");
    whileItIsRead = () -> write(TWO.sha256());
    settle();
    assertTrue(has(ONE));
    whileItIsRead = () -> {};
    settle();
    assertTrue(has(TWO));
  }

  @Test
  void aListThatIsReplacedByRenameIsReadThoughSizeAndTimeAreTheSame() throws IOException {
    write(ONE.sha256());
    settle();
    String version = lists.state().readiness().version();
    FileTime modified = Files.getLastModifiedTime(file);
    Path other = Files.writeString(folder.resolve("other"), TWO.sha256());
    Files.setLastModifiedTime(other, modified);
    Files.move(other, file, REPLACE_EXISTING);
    settle();
    assertTrue(has(TWO));
    assertFalse(has(ONE));
    assertNotEquals(version, lists.state().readiness().version());
  }

  @Test
  void theVersionTellsWhenTheListsWereChangedAndHowManyTheyAre() throws IOException {
    write(ONE.sha256() + "\n" + TWO.sha256());
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-11-24T10:00:00.7Z")));
    settle();
    String version = lists.state().readiness().version();
    assertTrue(version.startsWith("hashlist/2026-11-24T10:00:00Z (2, "), version);
  }

  @Test
  void theListsOfSeveralFilesAreSwappedTogether() throws IOException {
    Path second = folder.resolve("second.txt");
    lists = inForce(file, second);
    write(ONE.sha256());
    settle();
    assertEquals(Reason.MISCONFIGURED, obstacle());
    Files.writeString(second, TWO.sha256());
    settle();
    assertTrue(has(ONE) && has(TWO));
    write(THREE.sha256());
    settle();
    assertTrue(!has(ONE) && has(TWO) && has(THREE));
  }
}
