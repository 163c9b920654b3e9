export { orderBoard } from './order-board.js';
