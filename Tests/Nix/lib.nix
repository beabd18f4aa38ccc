# As much of nixpkgs' 'lib', and of what NixOS makes of a module, as packaging/nix uses: a stand-in,
# for there is no nixpkgs here. A function of another name is missing, and says so.
rec {
  inherit (builtins) concatMap filter;

  # Texts and lists.
  hasPrefix = prefix: text: builtins.substring 0 (builtins.stringLength prefix) text == prefix;
  hasInfix = part: text: builtins.replaceStrings [ part ] [ "" ] text != text;
  optional = condition: value: if condition then [ value ] else [ ];
  unique = builtins.foldl' (list: value: if builtins.elem value list then list else list ++ [ value ]) [ ];

  # Packages.
  getLib = package: package.lib or package;
  licenses.mit = "MIT";
  sourceTypes.binaryNativeCode = "binaryNativeCode";

  # Options and what they take.
  literalExpression = text: { inherit text; };
  mkOption = option: option;
  mkEnableOption = name: { type = types.bool; default = false; description = "Whether to enable ${name}."; };
  types = {
    bool = { name = "true or false"; check = builtins.isBool; };
    str = { name = "a string"; check = builtins.isString; };
    strMatching = pattern: {
      name = "a string like ${pattern}";
      check = value: builtins.isString value && builtins.match pattern value != null;
    };
    path = {
      name = "an absolute path";
      check = value: (builtins.isString value || builtins.isPath value) && hasPrefix "/" (toString value);
    };
    package = { name = "a package"; check = value: value ? outPath; };
    port = types.ints.between 0 65535;
    ints.between = low: high: {
      name = "an integer from ${toString low} to ${toString high}";
      check = value: builtins.isInt value && low <= value && value <= high;
    };
    listOf = type: {
      name = "a list, each ${type.name}";
      check = value: builtins.isList value && builtins.all type.check value;
    };
  };

  # Parts of a configuration.
  mkIf = condition: content: { _type = "if"; inherit condition content; };
  mkDefault = content: { _type = "default"; inherit content; };

  # What a line of a unit has to be for systemd to read these words again.
  escapeSystemdExecArgs = words:
    builtins.concatStringsSep " "
      (map (word: builtins.replaceStrings [ "%" "$" ] [ "%%" "$$" ] (builtins.toJSON word)) words);

  # What a module makes of the settings of one service, which must be ones it knows.
  evaluate = { module, service, pkgs, settings }:
    let
      parts = module {
        inherit pkgs;
        lib = stand-in;
        utils = { inherit escapeSystemdExecArgs; };
        config.services.${service} = values;
      };
      options = parts.options.services.${service};
      unknown = builtins.attrNames (builtins.removeAttrs settings (builtins.attrNames options));
      values = builtins.mapAttrs
        (name: option:
          let value = settings.${name} or option.default; in
          if option.type.check value then value
          else throw "${name}: expected ${option.type.name}")
        options;
    in
    if unknown != [ ] then throw "there is no option ${builtins.head unknown}"
    else builtins.deepSeq (builtins.removeAttrs values [ "package" ]) (resolve parts.config);

  # Without the parts whose condition does not hold.
  resolve = value:
    if !builtins.isAttrs value || value ? outPath then value
    else if value._type or "" == "if" then (if value.condition then resolve value.content else { })
    else builtins.mapAttrs (_: resolve) value;

  stand-in = {
    inherit concatMap filter hasPrefix hasInfix optional unique getLib licenses sourceTypes;
    inherit literalExpression mkOption mkEnableOption types mkIf mkDefault;
  };
}
