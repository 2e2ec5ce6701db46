package org.scangate.config;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import org.scangate.scan.Verdict;
import org.scangate.scan.VerdictCache;

/** The verdicts of known content, kept by Caffeine. */
final class CaffeineCache implements VerdictCache {

  private final Cache<String, Verdict> verdicts;

  CaffeineCache(Settings.CacheSettings settings) {
    verdicts =
        Caffeine.newBuilder()
            .maximumSize(settings.lifetime().isZero() ? 0 : settings.size())
            .expireAfterWrite(settings.lifetime())
            .build();
  }

  @Override
  public Optional<Verdict> find(String key) {
    return Optional.ofNullable(verdicts.getIfPresent(key));
  }

  @Override
  public void keep(String key, Verdict verdict) {
    verdicts.put(key, verdict);
  }

  @Override
  public void forget(String sha256) {
    verdicts.asMap().keySet().removeIf(key -> key.startsWith(sha256 + ' '));
  }

  @Override
  public void flush() {
    verdicts.invalidateAll();
  }
}
