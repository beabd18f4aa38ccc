# What an agent needs: the commands, and the client for Babashka in one file. With 'lib' on its
# class path, '(require '[workshop.client :as workshop])' finds it.
{ runCommand, workshop }:

runCommand "workshop-client-${workshop.version}" { inherit (workshop) meta; } ''
  mkdir -p "$out/bin" "$out/lib/workshop"
  ln -s ${workshop}/bin/workshop "$out/bin/workshop"
  ln -s ${workshop}/share "$out/share"
  ln -s ${workshop}/lib/workshop/client.bb "$out/lib/workshop/client.bb"
''
