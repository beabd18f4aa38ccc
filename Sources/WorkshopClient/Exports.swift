/// Messages, names, tasks and queries: whoever imports the library needs no second import.
@_exported public import WorkshopModel
