"""One thin file a host: host event in, Guard call, host answer out. No policy here."""
