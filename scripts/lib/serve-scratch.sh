# Sourced: serve_scratch [anlan serve's options] starts the release build on a data directory of its own and a free port,
# sets `url`, `data` and `log`, and stops it when the shell exits. `program`, `reference` and `web` name what to start
# when it is not what was built here.
serve_scratch() {
  local program=${program:-build/release/anlan} reference=${reference:-data} web=${web:-web/dist}
  data=$(mktemp -d)
  log=$data/log
  "$program" serve --data "$data/site" --listen 127.0.0.1:0 --reference "$reference" --sample "$reference/jiaozuo" \
    --web "$web" "$@" >"$log" 2>&1 &
  server=$!
  trap 'kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; rm -rf "$data"' EXIT
  for _ in $(seq 300); do
    url=$(grep -o 'https\?://127.0.0.1:[0-9]*' "$log" | head -n 1 || true)
    [ -z "$url" ] || return 0
    kill -0 "$server" 2>/dev/null || break
    sleep 0.2
  done
  cat "$log"
  return 1
}
