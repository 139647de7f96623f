using System.Text.Json.Serialization;

namespace Tocsin.Server.RuleFiles;

/// <summary>How what the archive notes is written, made when the server is built: nothing is reflected on at start.</summary>
[JsonSerializable(typeof(ArchiveNote))]
[JsonSerializable(typeof(FolderNote))]
internal sealed partial class ArchiveJson : JsonSerializerContext;
