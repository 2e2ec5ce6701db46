package org.scangate.scanner.hashlist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scangate.scan.Deadline;
import org.scangate.scan.Reason;
import org.scangate.scan.Verdict;
import org.scangate.scan.Verdict.Clean;
import org.scangate.scan.Verdict.Infected;
import org.scangate.scan.Verdict.Unscanned;
import org.scangate.testing.Fixtures;
import org.scangate.testing.TestSample;

/** What is on a list is found, and a list that is not understood is no list. */
class HashlistTest {

  private static final byte[] BAD = "known and bad".getBytes(UTF_8);

  @TempDir Path folder;

  @Test
  void eicarIsAlwaysKnownWithWhiteSpaceBehindIt() {
    Hashlist list = list();
    assertInstanceOf(Infected.class, scan(list, Fixtures.eicar()));
    byte[] spaced = Arrays.copyOf(Fixtures.eicar(), 128);
    Arrays.fill(spaced, 68, 128, (byte) '\n');
    assertInstanceOf(Infected.class, scan(list, spaced));
    assertEquals(new Clean(), scan(list, Arrays.copyOf(spaced, 67)));
    spaced[100] = 'x';
    assertEquals(new Clean(), scan(list, spaced));
    assertEquals(new Clean(), scan(list, new byte[0]));
  }

  @Test
  void whatIsOnAListIsFoundByItsNameAndTheRestIsClean() throws IOException {
    Hashlist list =
        list(
            "# known bad files",
            "",
            Fixtures.sha256(BAD).toUpperCase(java.util.Locale.ROOT) + "  Bad.Thing-1");
    assertEquals(new Infected("Bad.Thing-1"), scan(list, BAD));
    assertEquals(new Clean(), scan(list, "something else".getBytes(UTF_8)));
    assertTrue(list.readiness().advice().get(0).contains("no antivirus"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"not a hash", "44d88612fea8a8f36de82e1278abb02f", "sha256:68:Eicar"})
  void aListThatIsNotUnderstoodIsAWrongConfigurationAndNothingIsClean(String line)
      throws IOException {
    Hashlist list = list(Fixtures.sha256(BAD), line);
    assertFalse(list.readiness().ready());
    Unscanned verdict = assertInstanceOf(Unscanned.class, scan(list, "x".getBytes(UTF_8)));
    assertEquals(Reason.MISCONFIGURED, verdict.reason());
    assertTrue(verdict.detail().contains("line 2"), verdict.detail());
  }

  @Test
  void aMissingListIsAWrongConfiguration() {
    Hashlist list = new Hashlist(new HashlistSettings("list", List.of(folder.resolve("none"))));
    assertFalse(list.readiness().ready());
    assertInstanceOf(Unscanned.class, scan(list, BAD));
  }

  private Hashlist list(String... lines) throws IOException {
    Path file = Files.write(folder.resolve("bad.txt"), List.of(lines));
    return new Hashlist(new HashlistSettings("list", List.of(file)));
  }

  private Hashlist list() {
    return new Hashlist(new HashlistSettings("list", List.of()));
  }

  private static Verdict scan(Hashlist list, byte[] content) {
    return list.scan(TestSample.of(content), Deadline.in(Duration.ofSeconds(10))).verdict();
  }
}
