package org.scangate.pure.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.scangate.pure.Scope;
import org.scangate.pure.Store;
import org.scangate.pure.Visitor;

/** Pure's files on a local disk or a network folder. */
public final class LocalStore implements Store {

  private final Supplier<LocalSettings> settings;
  private final boolean byPath;
  private final StoreClock clock;
  private final TemporaryFiles temporaries;
  private final AvPermissions permissions = new AvPermissions();
  private final VerdictFiles verdicts;
  private final Orphans orphans;

  /** By the path as configured. Also the lock for the beginning of a walk. */
  private final Map<Path, LocalRoot> roots = new LinkedHashMap<>();

  private volatile boolean closed;

  /**
   * @param settings asked at the beginning of each walk
   */
  public LocalStore(Supplier<LocalSettings> settings, Clock clock) {
    this(settings, clock, false);
  }

  /**
   * @param byPath even where the system can hold folders open
   */
  LocalStore(Supplier<LocalSettings> settings, Clock clock, boolean byPath) {
    this.settings = settings;
    this.byPath = byPath;
    this.clock = new StoreClock(clock);
    this.temporaries = new TemporaryFiles(this.clock);
    this.verdicts = new VerdictFiles(this.clock, temporaries, permissions);
    this.orphans = new Orphans(verdicts, this.clock);
  }

  @Override
  public String name() {
    return "local";
  }

  @Override
  public boolean configured() {
    return !settings.get().roots().isEmpty();
  }

  @Override
  public Object configuration() {
    return settings.get();
  }

  @Override
  public boolean canVouch() {
    return true;
  }

  @Override
  public void walk(Scope scope, Visitor visitor) throws InterruptedException {
    List<LocalRoot> all = begin(scope == Scope.ALL);
    if (scope == Scope.ALL) {
      orphans.walkBegins();
    }
    for (LocalRoot root : all) {
      walk(root, scope, visitor);
    }
    if (scope == Scope.ALL) {
      orphans.walkIsThrough();
    }
  }

  /**
   * By the settings as they are now; read behind the lock, so that those that were read last stay.
   *
   * @param tell whether what still does not work is told once more
   */
  private List<LocalRoot> begin(boolean tell) {
    synchronized (roots) {
      LocalSettings now = settings.get();
      permissions.use(now, tell);
      roots.keySet().retainAll(now.roots());
      now.roots()
          .forEach(path -> roots.computeIfAbsent(path, one -> new LocalRoot(one, clock.now())));
      return List.copyOf(roots.values());
    }
  }

  private void walk(LocalRoot root, Scope scope, Visitor visitor) throws InterruptedException {
    FolderWalk.goesOn(visitor, () -> closed);
    OpenFolder folder;
    try {
      folder = OpenFolder.root(root.path().toRealPath(), byPath);
      root.worksAgain();
    } catch (IOException e) {
      if (root.fails() || scope != Scope.CHANGES) {
        visitor.failed(
            StoreFileNames.place(root.path()), "this root cannot be read: " + FileErrors.of(e));
      }
      return;
    }
    FolderMemory remembered = root.remembered(folder.path());
    FolderWalk walk = new FolderWalk(scope, visitor, context(root, folder), orphans);
    if (scope == Scope.CHANGES) {
      folder.release();
      new QuickWalk(walk, clock, byPath).run(root, remembered, folder.path());
    } else {
      new FullWalk(walk, clock).run(remembered, folder);
    }
  }

  @Override
  public boolean walkBelow(String place, Visitor visitor) throws InterruptedException {
    if (place.isEmpty()) {
      walk(Scope.LOOK, visitor);
      return true;
    }
    Optional<Path> path = StoreFileNames.pathOf(place);
    if (path.isEmpty()) {
      return false;
    }
    for (LocalRoot root : begin(false)) {
      FolderWalk.goesOn(visitor, () -> closed);
      try {
        Path real = root.path().toRealPath();
        Optional<Path> relative = root.relative(real, path.get());
        if (relative.isPresent()) {
          return walkBelow(root, OpenFolder.root(real, byPath), relative.get(), visitor);
        }
      } catch (IOException e) {
        if (root.relative(root.path(), path.get()).isPresent()) {
          visitor.failed(place, "this cannot be read: " + FileErrors.of(e));
          return true;
        }
      }
    }
    return false;
  }

  private boolean walkBelow(LocalRoot root, OpenFolder top, Path relative, Visitor visitor)
      throws IOException, InterruptedException {
    root.remembered(top.path()); // for the wishes that come from below
    StoreContext context = context(root, top);
    Optional<PlaceInStore> place = PlaceInStore.open(top, relative);
    if (place.isEmpty()) {
      return false;
    }
    FolderWalk walk = new FolderWalk(Scope.LOOK, visitor, context, orphans);
    OpenFolder folder = place.get().folder();
    if (place.get().file() == null) {
      new FullWalk(walk, clock).run(null, folder);
      return true;
    }
    try {
      walk.showAlone(folder, place.get().file());
    } finally {
      folder.release();
    }
    return true;
  }

  private StoreContext context(LocalRoot root, OpenFolder folder) {
    return new StoreContext(clock, temporaries, verdicts, root, folder.path(), () -> closed);
  }

  @Override
  public void close() {
    closed = true;
  }
}
