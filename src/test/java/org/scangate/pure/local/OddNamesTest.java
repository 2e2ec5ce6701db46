package org.scangate.pure.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.scangate.pure.Scope;
import org.scangate.pure.Status;
import org.scangate.pure.VerdictFreshness;

/** Names that are no text, or none in the process's locale. Their bytes are written as in a URI. */
@Timeout(120)
class OddNamesTest {

  private static final int MAX_NAME = 255;

  private static final List<String> NAMES =
      List.of(
          "plain",
          "with%20blank%20",
          "line%0Abreak%0D%09",
          "percent%25ff",
          "percent%2525ff",
          "%C3%A9",
          "e%CC%81",
          "%FF",
          "%FF%FE%80x",
          "%EF%BF%BD",
          "%F0%9F%98%80",
          "-rf",
          "quote%22'%5C",
          "*%3F%5B",
          "a".repeat(MAX_NAME - ".bin".length()),
          "%C3%A9".repeat((MAX_NAME - ".bin".length()) / 2),
          ".hidden",
          "x.bin",
          "x.av",
          "x.tmp");

  @TempDir Path root;
  private LocalStoreFixture rig;

  @BeforeEach
  void makeFiles() throws IOException {
    rig = new LocalStoreFixture(root, false);
    for (String folder : List.of("", "d%C3%A9%FF%0A/")) {
      for (String name : NAMES) {
        Path path = odd(folder + name + ".bin");
        Files.createDirectories(path.getParent());
        Files.writeString(path, "content");
      }
    }
    rig.tick();
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void eachGetsItsOwnVerdict() throws Exception {
    Set<String> places = new HashSet<>();
    Recorder walk =
        rig.walk(
            Scope.ALL,
            file -> {
              places.add(file.place());
              try (InputStream in = file.sample().open()) {
                assertEquals(7, in.readAllBytes().length);
              }
              file.publish(LocalStoreFixture.verdict(Status.OK));
            });
    assertEquals(List.of(), walk.failures());
    assertEquals(2 * NAMES.size(), places.size(), "no two have the same place");
    verdictsAreThere();
    Recorder again =
        rig.walk(Scope.ALL, file -> assertTrue(places.contains(file.place()), file.place()));
    assertEquals(Set.of(VerdictFreshness.CURRENT), Set.copyOf(again.seen().values()));
    assertEquals(Map.of(), again.orphans());
  }

  @Test
  void anOrphanOfAnyNameIsFound() throws Exception {
    rig.publishAll(Status.OK);
    for (String name : NAMES) {
      Files.delete(odd(name + ".bin"));
    }
    for (int walk = 1; walk <= 2; walk++) { // what the first has found the second deletes
      assertEquals(NAMES.size(), rig.walk(Scope.ALL, new Recorder().deleting()).orphans().size());
    }
    for (String name : NAMES) {
      assertTrue(!LocalStoreFixture.exists(odd(name + ".av")), name);
      assertTrue(LocalStoreFixture.exists(odd("d%C3%A9%FF%0A/" + name + ".av")), name);
    }
  }

  @Test
  void theLocaleDoesNotMatter() throws Exception {
    for (String locale : List.of("C", "C.UTF-8")) {
      String said = Fork.of(WalkMain.class, root.toString()).environment("LC_ALL", locale).run();
      assertEquals(
          2L * NAMES.size(),
          said.lines().filter(line -> line.startsWith("ALL MISSING ")).count(),
          said);
      assertEquals(
          2L * NAMES.size(),
          said.lines().filter(line -> line.startsWith("ALL CURRENT ")).count(),
          said);
      assertTrue(said.contains(" done 0"), said);
      verdictsAreThere();
      for (String folder : List.of("", "d%C3%A9%FF%0A/")) {
        for (String name : NAMES) {
          Files.delete(odd(folder + name + ".av"));
        }
      }
    }
  }

  private void verdictsAreThere() throws IOException {
    for (String folder : List.of("", "d%C3%A9%FF%0A/")) {
      for (String name : NAMES) {
        assertTrue(LocalStoreFixture.exists(odd(folder + name + ".av")), folder + name);
      }
      try (Stream<Path> entries = Files.list(odd(folder))) {
        assertEquals(2 * NAMES.size() + (folder.isEmpty() ? 1 : 0), entries.count());
      }
    }
  }

  private Path odd(String encoded) {
    return Path.of(URI.create(root.toUri() + encoded));
  }
}
