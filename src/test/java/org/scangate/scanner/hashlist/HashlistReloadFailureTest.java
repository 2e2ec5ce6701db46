package org.scangate.scanner.hashlist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scangate.scan.Reason;

/** What cannot be read leaves the last good lists, is told, and mends itself. */
class HashlistReloadFailureTest extends LookedAt {

  @Test
  void aFailureToReadIsToldAndTriedAgainAtTheNextLook() throws IOException {
    write(ONE.sha256());
    settle();
    write(TWO.sha256());
    whileItIsRead =
        () -> {
          throw new UncheckedIOException(new IOException("bad disk"));
        };
    settle();
    assertTrue(has(ONE));
    assertTrue(advice().get(1).contains("bad disk"), advice().toString());
    whileItIsRead = () -> {};
    look();
    assertTrue(has(TWO));
    assertEquals(1, advice().size());
  }

  @Test
  void listsThatDoNotFitIntoMemoryLeaveTheLastGoodOnes() throws IOException {
    write(ONE.sha256());
    settle();
    write(TWO.sha256());
    whileItIsRead =
        () -> {
          throw new OutOfMemoryError("made up");
        };
    settle();
    assertTrue(has(ONE));
    assertTrue(advice().get(1).contains("-Xmx"), advice().toString());
  }

  @Test
  void aListThatNeverRestsIsTold() throws IOException {
    write(ONE.sha256());
    settle();
    for (int looks = 0; looks < 31; looks++) {
      write(TWO.sha256());
      look();
    }
    assertTrue(has(ONE));
    assertTrue(advice().get(1).contains("change on and on"), advice().toString());
    settle();
    assertTrue(has(TWO));
    assertEquals(1, advice().size());
  }

  @Test
  void aListThatVanishesStaysInForceAndThatIsToldUntilItIsBack() throws IOException {
    write(ONE.sha256());
    settle();
    Path away = Files.move(file, folder.resolve("away"));
    look();
    assertTrue(has(ONE));
    assertTrue(lists.state().readiness().ready());
    assertTrue(advice().get(1).contains(file + " does not exist"), advice().toString());
    Files.move(away, file);
    look();
    assertTrue(has(ONE));
    assertEquals(1, advice().size(), "it is the one that was read");
  }

  @Test
  void aListThatIsNoneAnyMoreStaysInForceAndThatIsTold() throws IOException {
    write(ONE.sha256());
    settle();
    write("<!doctype html>");
    settle();
    look();
    assertTrue(has(ONE));
    assertTrue(advice().get(1).contains("line 1: <!doctype html>"), advice().toString());
    assertTrue(advice().get(1).contains("last good lists"), advice().toString());
    write(TWO.sha256());
    settle();
    assertTrue(has(TWO));
    assertEquals(1, advice().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "# nothing", "sha256,signature"})
  void aListThatIsEmptiedStaysInForceAndThatIsTold(String emptied) throws IOException {
    Path second = Files.writeString(folder.resolve("second.txt"), TWO.sha256());
    lists = inForce(file, second);
    write(ONE.sha256());
    settle();
    write(emptied);
    settle();
    look();
    assertTrue(has(ONE) && has(TWO));
    assertTrue(lists.state().readiness().ready());
    assertTrue(advice().get(1).contains(file + " had 1 digests"), advice().toString());
    assertTrue(advice().get(1).contains("last good lists"), advice().toString());
    write(THREE.sha256());
    settle();
    assertTrue(has(THREE) && !has(ONE));
    assertEquals(1, advice().size());
  }

  @Test
  void aListThatIsEmptyAtTheStartIsReadyWithAdviceAndMayBeFilled() throws IOException {
    write("");
    settle();
    assertTrue(lists.state().readiness().ready());
    assertTrue(advice().get(1).contains("no digest"), advice().toString());
    write("# nothing yet");
    settle();
    assertTrue(advice().get(1).contains("no digest"), advice().toString());
    write(ONE.sha256());
    settle();
    assertTrue(has(ONE));
  }

  @Test
  void whatIsWrongAtTheStartIsMisconfiguredUntilItIsMended() throws IOException {
    look();
    assertEquals(Reason.MISCONFIGURED, obstacle());
    Files.createDirectory(file);
    look();
    assertEquals(Reason.MISCONFIGURED, obstacle());
    Files.delete(file);
    write("<!doctype html>");
    settle();
    assertEquals(Reason.MISCONFIGURED, obstacle());
    write(ONE.sha256());
    settle();
    assertTrue(lists.state().readiness().ready());
    assertTrue(has(ONE));
  }
}
