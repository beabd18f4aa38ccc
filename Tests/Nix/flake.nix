# What flake.nix and the packages say. Gives the sentences that do not hold.
#
# 'release' is a folder with 'bin/workshop', 'version' what that is of.
{ release, version }:
let
  lib = import ./lib.nix;
  # So much of nixpkgs that the packages can be described, and none can be built.
  nixpkgs.legacyPackages.x86_64-linux = {
    extend = overlay:
      let
        pkgs = {
          lib = lib.stand-in;
          stdenv = { mkDerivation = parts: parts // { outPath = "/nix/store/${parts.pname}"; }; cc.cc.lib = "libstdc++"; };
          autoPatchelfHook = "autoPatchelfHook";
          curl.lib = "libcurl";
          sqlite = "libsqlite3";
          runCommand = name: parts: script: parts // { inherit name script; outPath = "/nix/store/${name}"; };
          mkShell = parts: parts;
          git = "git";
          gnumake = "gnumake";
          jq = "jq";
          mandoc = "mandoc";
          openssl = "openssl";
          callPackage = file: arguments:
            let function = import file; in
            function (builtins.intersectAttrs (builtins.functionArgs function) pkgs // arguments);
        } // overlay pkgs { };
      in
      pkgs;
  };
  flake = release:
    let self = (import ../../flake.nix).outputs { inherit self nixpkgs release; }; in
    self;
  self = flake release;
  packages = self.packages.x86_64-linux;
  module = self.nixosModules.default { lib = lib.stand-in; };

  sentences = {
    "the version is the program's" = packages.workshop.version == version;
    "the package is made of the release" = packages.workshop.src == release;
    "the package that has no name is the server's" = packages.default == packages.workshop;
    "libraries that are linked are found" = packages.workshop.buildInputs == [ "libsqlite3" "libstdc++" ];
    "libcurl is found, which is loaded by name" = packages.workshop.runtimeDependencies == [ "libcurl" ];
    "without a release the package says what is missing" =
      !(builtins.tryEval (flake ../..).packages.x86_64-linux.workshop.src).success;
    "the client has the commands and one file" =
      lib.hasInfix "/nix/store/workshop/bin/workshop" packages.workshop-client.script
      && lib.hasInfix "/nix/store/workshop/lib/workshop/client.bb" packages.workshop-client.script
      && lib.hasInfix "$out/lib/workshop/client.bb" packages.workshop-client.script
      && lib.hasInfix "cp -R lib/workshop" packages.workshop.installPhase;
    "the module takes the package of this flake" =
      module.services.workshop.package.content == packages.workshop
      && module.imports == [ ../../packaging/nix/module.nix ];
    "there is a shell" = builtins.length self.devShells.x86_64-linux.default.packages > 0;
  };
in
builtins.filter (sentence: !sentences.${sentence}) (builtins.attrNames sentences)
