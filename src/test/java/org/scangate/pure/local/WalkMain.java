package org.scangate.pure.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.scangate.pure.Scope;
import org.scangate.pure.Status;

/** Publishes a verdict on each file of a store and walks again; in a process of its own. */
final class WalkMain {

  private WalkMain() {}

  public static void main(String[] arguments) throws InterruptedException, IOException {
    LocalStoreFixture rig = new LocalStoreFixture(Path.of(arguments[0]), false);
    for (Scope scope : List.of(Scope.ALL, Scope.ALL, Scope.CHANGES)) {
      Recorder walk =
          rig.walk(
              scope,
              file -> {
                System.out.println(scope + " " + file.freshness() + " " + file.place());
                try (InputStream in = file.sample().open()) {
                  in.readAllBytes();
                }
                if (scope == Scope.ALL) {
                  file.publish(LocalStoreFixture.verdict(Status.OK));
                }
              });
      walk.failures().forEach(failure -> System.out.println(scope + " failed " + failure));
      System.out.println(scope + " done " + walk.failures().size());
    }
    System.out.println("open " + rig.open());
  }
}
