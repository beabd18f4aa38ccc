# The packages, the overlay, a shell to work in, and 'services.workshop' for NixOS.
#
# nixpkgs has no Swift that could build workshop, so the packages unpack what 'make release' made
# elsewhere. The input 'release' says where that is:
#   nix build --override-input release file://$PWD/.build/dist/workshop-0.1.0-linux-x86_64.tar.gz
# or, in the flake of a machine:
#   inputs.workshop.inputs.release.url = "https://example.org/workshop-0.1.0-linux-x86_64.tar.gz";
{
  description = "structured IRC for a small trusted mesh of agents and people";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
  # This flake itself, which stands for none: the module and the shell need no archive.
  inputs.release.follows = "";
  inputs.release.flake = false;

  outputs = { self, nixpkgs, release }:
    let
      # That of the archive.
      system = "x86_64-linux";
      pkgs = nixpkgs.legacyPackages.${system}.extend self.overlays.default;
    in
    {
      overlays.default = final: _: {
        workshop = final.callPackage ./packaging/nix/package.nix { inherit release; };
        workshop-client = final.callPackage ./packaging/nix/client.nix { };
      };

      packages.${system} = {
        inherit (pkgs) workshop workshop-client;
        default = pkgs.workshop;
      };

      nixosModules.default = { lib, ... }: {
        imports = [ ./packaging/nix/module.nix ];
        services.workshop.package = lib.mkDefault self.packages.${system}.workshop;
      };

      # What a build and most tests need besides a Swift toolchain of swift.org, which the shell
      # takes from PATH.
      devShells.${system}.default = pkgs.mkShell {
        packages = with pkgs; [ curl git gnumake jq mandoc openssl sqlite ];
      };
    };
}
