package org.scangate.pure.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /** By the path as configured. Used by the walking thread alone. */
  private final Map<Path, Root> roots = new LinkedHashMap<>();

  private volatile boolean closed;

  /** What is known below a root. */
  private static final class Root {
    private Path real;
    private FolderMemory remembered;
    private boolean failing;

    Root(Path path) {
      this.real = path;
      this.remembered = new FolderMemory(path);
    }
  }

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
  public void walk(Scope asked, Visitor visitor) throws InterruptedException {
    LocalSettings now = settings.get();
    Scope scope = asked == Scope.CHANGES ? asked : Scope.ALL;
    permissions.use(now, scope == Scope.ALL);
    roots.keySet().retainAll(now.roots());
    now.roots().forEach(path -> roots.computeIfAbsent(path, Root::new));
    if (scope == Scope.ALL) {
      orphans.walkBegins();
    }
    List<Map.Entry<Path, Root>> all = new ArrayList<>(roots.entrySet());
    for (Map.Entry<Path, Root> one : all) {
      walk(one.getKey(), one.getValue(), scope, visitor);
    }
    if (scope == Scope.ALL) {
      orphans.walkIsThrough();
    }
  }

  private void walk(Path path, Root root, Scope scope, Visitor visitor)
      throws InterruptedException {
    StoreContext context = new StoreContext(clock, temporaries, verdicts, path, () -> closed);
    FolderWalk walk = new FolderWalk(scope, visitor, context, orphans);
    walk.goesOn();
    OpenFolder folder;
    try {
      Path real = path.toRealPath();
      if (!real.equals(root.real)) {
        root.real = real;
        root.remembered = new FolderMemory(path);
      }
      folder = OpenFolder.root(real, byPath);
      root.failing = false;
    } catch (IOException e) {
      if (scope == Scope.ALL || !root.failing) {
        visitor.failed(StoreFileNames.place(path), "this root cannot be read: " + FileErrors.of(e));
      }
      root.failing = true;
      return;
    }
    if (scope == Scope.ALL) {
      new FullWalk(walk, clock).run(root.remembered, folder);
    } else {
      folder.release();
      new QuickWalk(walk, clock, byPath).run(root.remembered, root.real);
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
