using System.Text.Json.Serialization;

namespace Tocsin.Server.RuleFiles;

/// <summary>How the archive's notes are written, made when the server is built: a start reflects on nothing.</summary>
[JsonSerializable(typeof(ArchiveNote))]
[JsonSerializable(typeof(FolderNote))]
internal sealed partial class ArchiveJson : JsonSerializerContext;
