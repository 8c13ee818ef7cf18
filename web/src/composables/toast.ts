import { ElMessage } from "element-plus";
import "element-plus/es/components/message/style/css";

interface Message {
  readonly type: "success" | "warning";
  readonly message: string;
  readonly duration: number;
}

/** A line at the top of the screen that goes away by itself. */
export function toast(type: Message["type"], message: string): void {
  (ElMessage as unknown as (options: Message) => void)({ type, message, duration: 5000 });
}
